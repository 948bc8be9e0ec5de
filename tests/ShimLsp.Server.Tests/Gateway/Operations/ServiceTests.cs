using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ShimLsp.Server.Cli.Gateway;
using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary>The files by which systemd and launchd keep a gateway running.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly Person person = new();

    public void Dispose() => person.Dispose();

    [InstalledFact("systemd-analyze")]
    public async Task Systemd_understands_its_file_whatever_the_folder_is_called()
    {
        var folder = Directory.CreateDirectory(Path.Combine(person.Workspace, "50% of $HOME \"mine\"")).FullName;
        var unit = (await person.Run(["gateway", "service", "--systemd", "--folder", folder])).Out;
        var file = person.Write("shim-lsp.service", unit);

        var start = new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var verify = Process.Start(start)!;
        var said = await verify.StandardError.ReadToEndAsync().WaitAsync(ShimClient.Limit);
        await verify.WaitForExitAsync();

        said.Should().NotContain("shim-lsp.service");
        verify.ExitCode.Should().Be(0, said);
    }

    [Fact]
    public void Systemd_starts_this_program_for_that_folder_and_reloads_it_without_a_cut()
    {
        var unit = File("/opt/shim lsp/bin/shim-lsp", "/home/me/50% $x").ForSystemd().Split('\n');

        unit.Should()
            .Contain("""ExecStart="/opt/shim lsp/bin/shim-lsp" "gateway" "--port" "8765" "--folder" "/home/me/50%% $$x" """.TrimEnd())
            .And.Contain(line =>
                line.StartsWith("ExecReload=", StringComparison.Ordinal) && line.Contains("\"--background\" \"--replace\"")
            )
            .And.Contain("Restart=on-failure")
            .And.Contain("KillSignal=SIGTERM")
            .And.Contain("Type=notify");
    }

    [Fact]
    public void Launchd_gets_a_property_list()
    {
        var text = File("/opt/bin/shim-lsp", "/Users/me/a & <b>").ForLaunchd();

        using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Ignore });
        var dict = XDocument.Load(reader).Root!.Element("dict")!;
        var keys = dict.Elements("key").ToDictionary(key => key.Value, key => key.ElementsAfterSelf().First());
        keys["ProgramArguments"]
            .Elements("string")
            .Select(word => word.Value)
            .Should()
            .Equal("/opt/bin/shim-lsp", "gateway", "--port", "8765", "--folder", "/Users/me/a & <b>");
        keys["KeepAlive"].Element("key")!.Value.Should().Be("SuccessfulExit");
        keys["RunAtLoad"].Name.LocalName.Should().Be("true");
    }

    [Theory]
    [InlineData("--systemd --launchd")]
    [InlineData("")]
    public async Task One_service_manager_is_named(string options)
    {
        var run = await person.Run(["gateway", "service", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        (run.ExitCode, run.Out).Should().Be((2, ""));
        run.Error.Should().Contain("Say which: --systemd or --launchd.");
    }

    [LinuxFact]
    public async Task Systemd_is_told_when_the_gateway_listens_and_which_process_it_is()
    {
        person.Write("config/shim-lsp/models.json", Home.ThreeModels);
        var path = Path.Combine(person.Temporary, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        using var process = person.With("NOTIFY_SOCKET", path).Start("gateway", "--port", "0", "--json");
        await process.StartedAsync();

        var told = new byte[256];
        var length = await manager.ReceiveAsync(told).WaitAsync(ShimClient.Limit);

        Encoding.UTF8.GetString(told, 0, length).Should().Be($"READY=1\nMAINPID={process.Id}");
        process.Kill();
    }

    private static ServiceFile File(string program, string folder) =>
        new()
        {
            Program = [program],
            Folder = folder,
            Models = null,
            Port = 8765,
        };
}
