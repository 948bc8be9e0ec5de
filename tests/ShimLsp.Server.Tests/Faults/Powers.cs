namespace ShimLsp.Server.Tests.Faults;

/// <summary>Programs through which a server is started with more powers than the tests have, or with fewer.</summary>
internal static class Powers
{
    /// <summary>Lets a shell mount what only it and its children see.</summary>
    /// <param name="script">What it does; <c>exec "$@"</c> becomes the server.</param>
    /// <param name="folder">Its <c>$0</c>.</param>
    public static string[] ToMount(string script, string folder) =>
        [
            "unshare",
            .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--map-root-user"],
            "--mount",
            "sh",
            "-c",
            script,
            folder,
        ];

    /// <summary>Permissions do not stop root, unless it gives up the power to ignore them. Other users never had that power.</summary>
    public static string[] OfAPerson() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : ["env"];
}
