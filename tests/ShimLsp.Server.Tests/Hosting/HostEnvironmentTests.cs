using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class HostEnvironmentTests
{
    [Theory]
    // what             variable           its value   home     path
    [InlineData("user", null, null, "/home", "/home/.config/shim-lsp/models.json")]
    [InlineData("user", "XDG_CONFIG_HOME", "/xdg", "/home", "/xdg/shim-lsp/models.json")]
    [InlineData("user", "XDG_CONFIG_HOME", "relative", "/home", "/home/.config/shim-lsp/models.json")]
    [InlineData("user", "XDG_CONFIG_HOME", "", "/home", "/home/.config/shim-lsp/models.json")]
    [InlineData("user", "XDG_CONFIG_HOME", "/xdg", null, "/xdg/shim-lsp/models.json")]
    [InlineData("user", null, null, null, null)]
    [InlineData("codex", null, null, "/home", "/home/.codex-shim/models.json")]
    [InlineData("codex", null, null, null, null)]
    [InlineData("state", null, null, "/home", "/home/.local/state/shim-lsp")]
    [InlineData("state", "XDG_STATE_HOME", "/xdg", "/home", "/xdg/shim-lsp")]
    [InlineData("state", "XDG_STATE_HOME", "./xdg", "/home", "/home/.local/state/shim-lsp")]
    [InlineData("state", null, null, null, null)]
    public void A_persons_files_are_where_the_xdg_specification_says(
        string what,
        string? variable,
        string? value,
        string? home,
        string? expected
    ) => Check(what, isWindows: false, variable, value, home, expected);

    [Theory]
    [InlineData("user", "APPDATA", "/roaming", "/roaming/shim-lsp/models.json")]
    [InlineData("user", "XDG_CONFIG_HOME", "/xdg", null)]
    [InlineData("state", "LOCALAPPDATA", "/local", "/local/shim-lsp")]
    [InlineData("codex", null, null, "/home/.codex-shim/models.json")]
    public void On_windows_they_are_where_windows_keeps_them(string what, string? variable, string? value, string? expected) =>
        Check(what, isWindows: true, variable, value, "/home", expected);

    [Theory]
    [InlineData("~", "/home")]
    [InlineData("~/m.json", "/home/m.json")]
    [InlineData("~me/m.json", "/base/~me/m.json")]
    [InlineData("m.json", "/base/m.json")]
    [InlineData("../m.json", "/m.json")]
    [InlineData("/abs/./m.json", "/abs/m.json")]
    [InlineData("", null)]
    [InlineData("a\0b", null)]
    public void A_written_path_means_a_full_one(string written, string? expected) =>
        Host(false, null, null, "/home")
            .Expand(written, Path.GetFullPath("/base"))
            .Should()
            .Be(expected is null ? null : Path.GetFullPath(expected));

    [Fact]
    public void The_process_has_an_environment()
    {
        var host = HostEnvironment.OfProcess();
        host.WorkingDirectory.Should().Be(Environment.CurrentDirectory);
        host.Variable("PATH").Should().NotBeNullOrEmpty();
    }

    private static void Check(string what, bool isWindows, string? variable, string? value, string? home, string? expected)
    {
        var host = Host(isWindows, variable, value, home);
        var actual = what switch
        {
            "user" => host.UserCatalog,
            "codex" => host.CodexShimCatalog,
            _ => host.StateFolder,
        };
        actual?.Replace('\\', '/').Should().Be(expected);
        (actual is null).Should().Be(expected is null);
    }

    private static HostEnvironment Host(bool isWindows, string? variable, string? value, string? home) =>
        new()
        {
            Variable = name => name == variable ? value : null,
            HomeFolder = home,
            WorkingDirectory = "/cwd",
            Time = TimeProvider.System,
            IsWindows = isWindows,
        };
}
