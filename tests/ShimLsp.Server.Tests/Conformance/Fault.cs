using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>Where a message differs from the protocol.</summary>
/// <param name="Path">The place, such as <c>$.params.items[0].section</c>.</param>
/// <param name="Expected">What should stand there.</param>
/// <param name="Found">The value there; undefined if there is none.</param>
/// <param name="IsOtherKind">Whether it is a constant that differs: of several shapes, this one was not meant.</param>
internal sealed record Fault(string Path, string Expected, JsonElement Found, bool IsOtherKind = false)
{
    public override string ToString() =>
        $"{Path}: expected {Expected}, found {(Found.ValueKind == JsonValueKind.Undefined ? "nothing" : Found.GetRawText())}";
}
