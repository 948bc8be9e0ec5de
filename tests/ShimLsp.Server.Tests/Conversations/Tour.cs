using System.Text.RegularExpressions;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>
/// The machine of <c>docs/protocol.md</c>: the page calls its folder <c>/tmp/tour</c>, and each conversation gets one of its own. What
/// differs from run to run is masked where two messages are compared, and nothing else.
/// </summary>
internal sealed partial class Tour : IDisposable
{
    private const string Documented = "/tmp/tour";

    private readonly string root = RealPath.Of(Directory.CreateTempSubdirectory("shim-lsp-tour-").FullName)!;

    public Tour(ProtocolPage page)
    {
        Directory.CreateDirectory(Here($"{Documented}/shop"));
        Directory.CreateDirectory(Here($"{Documented}/docs"));
        foreach (var (path, text) in page.Catalogs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Here(path))!);
            File.WriteAllText(Here(path), text);
        }
    }

    /// <summary>What the page writes, as it is here.</summary>
    public string Here(string documented) => documented.Replace(Documented, root, StringComparison.Ordinal);

    /// <summary>What was heard here, as the page writes it.</summary>
    public string AsDocumented(string heard) => heard.Replace(root, Documented, StringComparison.Ordinal);

    /// <summary>A message without what is different each time: the run's part of a decision's id, how long it took, until when.</summary>
    public static string Masked(string message) => Volatile().Replace(message, "");

    public ServerProcess Start(WorkedConversation conversation)
    {
        string[] arguments = [conversation.IsLsp ? "lsp" : "rpc", .. conversation.Arguments.Select(Here)];
        return ServerProcess.Start(
            Here($"{Documented}/shop"),
            conversation.IsLsp ? WireFraming.Header : WireFraming.NewLine,
            arguments,
            ("HOME", Here($"{Documented}/home")),
            ("ANTHROPIC_API_KEY", "set"));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [GeneratedRegex("""(?<="decisionId":")[0-9a-f]+(?=-[0-9]+")|(?<="elapsedMicroseconds":)[0-9]+|(?<="until":")[^"]*""")]
    private static partial Regex Volatile();
}
