using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>A tenant's workspace: its catalog and its key, which change under the server.</summary>
internal sealed class TenantFolder
{
    private readonly string settings;
    private readonly string name;
    private readonly string upstream;

    /// <summary>Makes the folder, with the first version of each.</summary>
    /// <param name="root">Where.</param>
    /// <param name="name">The tenant.</param>
    /// <param name="upstream">The base URL of all its models.</param>
    public TenantFolder(string root, string name, string upstream)
    {
        (this.name, this.upstream) = (name, upstream);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(root, name)).FullName;
        settings = Directory.CreateDirectory(System.IO.Path.Combine(Path, ".shim")).FullName;
        WriteKey(0);
        WriteCatalog(0);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Puts a version of the catalog in place.</summary>
    /// <param name="version">Its number, which is in the name of each model.</param>
    public void WriteCatalog(int version) =>
        Put(
            "models.json",
            $$"""
            { "models": [
              {{Row("fast", version, "generic-chat-completion-api", "chat", 1, "0.80")}},
              {{Row("deep", version, "anthropic", "messages", 5, "0.90")}},
              {{Row("wise", version, "openai", "responses", 9, "0.95")}} ] }
            """
        );

    /// <summary>Puts a key in place.</summary>
    /// <param name="version">Its number, which is in the key.</param>
    public void WriteKey(int version) => Put("key.txt", new UpstreamName(name, UpstreamName.Key, version).ToString());

    private string Row(string slug, int version, string provider, string wire, int cost, string strength) =>
        FormattableString.Invariant(
            $$"""
            { "slug": "{{slug}}", "model": "{{new UpstreamName(name, slug, version)}}", "provider": "{{provider}}", "wire": "{{wire}}",
                "base_url": "{{upstream}}", "api_key": "${file:key.txt}", "cost": {{cost}}, "strength": {{strength}} }
            """
        );

    private void Put(string file, string text)
    {
        var draft = System.IO.Path.Combine(settings, file + ".draft");
        File.WriteAllText(draft, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(draft, System.IO.Path.Combine(settings, file), overwrite: true);
    }
}
