using System.Text;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

internal enum AdmittedAs
{
    /// <summary>Dropped, or kept back: there is nothing to do now.</summary>
    Nothing,

    /// <summary>To be handed to JsonRpc.</summary>
    Delivery,

    /// <summary>To be answered here.</summary>
    Answer,
}

/// <summary>What <see cref="Admission"/> decided about one message.</summary>
internal readonly record struct Admitted
{
    private readonly int pastNullParams;

    public static Admitted Nothing => default;

    public AdmittedAs As { get; private init; }

    public MessageKind Kind { get; private init; }

    public RequestId Id { get; private init; }

    /// <summary>The method of a call that <see cref="IncomingCall"/> can stand for; <c>null</c> for any other message.</summary>
    public string? Method { get; private init; }

    /// <inheritdoc cref="Envelope.ParamsAt"/>
    public Range ParamsAt { get; private init; }

    /// <inheritdoc cref="Envelope.NullParamsAt"/>
    public int NullParamsAt
    {
        get => pastNullParams - 1;
        private init => pastNullParams = value + 1; // so that the default means none
    }

    public Fault Fault { get; private init; }

    /// <inheritdoc cref="FaultAnswer.EndsCall"/>
    public bool EndsCall { get; private init; }

    /// <summary>The hold that this message's gate put behind it; <c>null</c> for most.</summary>
    public Hold? Hold { get; private init; }

    public static Admitted Deliver(in Envelope envelope, Hold? hold = null) =>
        new()
        {
            As = AdmittedAs.Delivery,
            Kind = envelope.Kind,
            Id = envelope.Id,
            Method = IsOfContract(envelope) ? Encoding.UTF8.GetString(envelope.Method) : null,
            ParamsAt = envelope.ParamsAt,
            NullParamsAt = envelope.NullParamsAt,
            Hold = hold,
        };

    public static Admitted Answer(Fault fault, bool endsCall) =>
        new()
        {
            As = AdmittedAs.Answer,
            Fault = fault,
            EndsCall = endsCall,
        };

    // What JsonRpc itself answers to ($/cancelRequest, $/progress) takes its parameters one by one.
    private static bool IsOfContract(in Envelope envelope) =>
        envelope.IsPlain && envelope.Kind != MessageKind.Response && !envelope.Method.StartsWith("$/"u8);
}
