namespace ShimLsp.Server.Tests.Conversations;

/// <summary>
/// If the variable is set, the tests do not compare the conversations but record them in <c>docs/protocol.md</c>: <c>SHIM_LSP_RECORD=1
/// dotnet test -c Release tests/ShimLsp.Server.Tests --filter Conversations</c>.
/// </summary>
internal static class Recording
{
    public const string Variable = "SHIM_LSP_RECORD";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";
}
