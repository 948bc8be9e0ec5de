using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Why the contract refuses; the number is the one on the wire.</summary>
public enum ContractErrorCode
{
    /// <summary>A parameter is wrong.</summary>
    InvalidParams = -32602,

    /// <summary>The slug names no model.</summary>
    UnknownModel = 1001,

    /// <summary>No candidate can take the task now.</summary>
    NoRoutableModel = 1002,

    /// <summary>The catalog cannot be read, and there is no earlier good one.</summary>
    InvalidCatalog = 1003,

    /// <summary>Every model that was asked failed, or a reply broke off.</summary>
    UpstreamFailed = 1004,

    /// <summary>The folder is not open.</summary>
    UnknownWorkspace = 1005,

    /// <summary>The id names no decision that feedback can be about.</summary>
    UnknownDecision = 1006,

    /// <summary>The endpoint, or its model, gave no usable answer.</summary>
    EndpointFailed = 1007,
}

/// <summary>A refusal of the contract. Each front says it in its own protocol.</summary>
/// <param name="Code">Why.</param>
/// <param name="Message">One line that says what to do. It never contains a piece of a task or a key.</param>
/// <param name="Data">The facts, one record for each code.</param>
public sealed record ContractError(ContractErrorCode Code, string Message, ErrorData Data);

/// <summary>Carries a <see cref="ContractError"/> to the front.</summary>
/// <param name="error">The refusal.</param>
public sealed class ContractException(ContractError error) : Exception(error.Message)
{
    /// <summary>The refusal.</summary>
    public ContractError Error { get; } = error;
}
