using System.Text;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Fuzz.Targets;

/// <summary>One message without framing: its kind, its sender, and the answer that it needs.</summary>
internal sealed class EnvelopeTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "envelope";

    /// <inheritdoc/>
    public int Share => 24;

    /// <inheritdoc/>
    public Grammar Grammar { get; } = RpcGrammar.Create();

    /// <inheritdoc/>
    public byte[] Generate(Random random) => Encoding.UTF8.GetBytes(RpcGrammar.Message(Grammar, random));

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var expected = EnvelopeOracle.Read(input);
        var isRead = EnvelopeReader.TryRead(input, out var envelope, out var fault);
        if (expected.IsUnclear)
        {
            return;
        }

        if (!isRead)
        {
            Must.Equal(
                (expected.Fault, expected.Id),
                (fault.Code, fault.Id),
                "what cannot be taken is refused for the right reason, under its id"
            );
            Must.Hold(
                fault.Message.Length is > 0 and < 100 && fault.Message.All(char.IsAscii),
                "a refusal quotes nothing",
                () => fault.Message
            );
            return;
        }

        var (at, length) = envelope.ParamsAt.GetOffsetAndLength(input.Length);
        Must.Equal(
            (null, expected.Kind, expected.Id, expected.Method, expected.Params),
            (
                expected.Fault,
                envelope.Kind,
                envelope.Id,
                Encoding.UTF8.GetString(envelope.Method),
                Encoding.UTF8.GetString(envelope.Params)
            ),
            "a message reads as the platform reads it"
        );
        Must.Hold(
            envelope.NullParamsAt < 0 || input[envelope.NullParamsAt..].StartsWith("null"u8),
            "null parameters stand where they are said to"
        );
        Must.Hold(
            envelope.Params.IsEmpty || input.Slice(at, length).SequenceEqual(envelope.Params),
            "parameters stand where they are said to"
        );
        Must.Hold(
            envelope.Kind == MessageKind.Response || envelope.IsPlain == expected.IsPlain,
            "a message with more members than its own is not plain"
        );
        _ = CancelledCall.ReadId(envelope.Params);
    }
}
