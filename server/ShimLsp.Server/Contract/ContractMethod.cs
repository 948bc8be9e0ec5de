using System.Text.Json.Serialization.Metadata;

namespace ShimLsp.Server.Contract;

/// <summary>A method of the contract: its name, its parameters, its result. Its type says whether it may change state.</summary>
/// <param name="Name">The bare name; a front may put a prefix before it.</param>
internal abstract record ContractMethod(string Name)
{
    /// <summary>The JSON type of its parameters.</summary>
    public abstract JsonTypeInfo Parameters { get; }

    /// <summary>The JSON type of its result.</summary>
    public abstract JsonTypeInfo Result { get; }

    /// <summary>Its name in <see cref="IShimContract"/>: as on the wire, in the case of C#.</summary>
    public virtual string Member => char.ToUpperInvariant(Name[0]) + Name[1..];
}

/// <summary>A method whose parameters and result are of known types.</summary>
/// <typeparam name="TParams">Its parameters.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
/// <param name="Name">The bare name.</param>
/// <param name="Takes">How the parameters are read.</param>
/// <param name="Gives">How the result is written.</param>
internal abstract record ContractMethod<TParams, TResult>(
    string Name,
    Func<WireJson, JsonTypeInfo<TParams>> Takes,
    Func<WireJson, JsonTypeInfo<TResult>> Gives
) : ContractMethod(Name)
    where TParams : class
{
    /// <inheritdoc/>
    public sealed override JsonTypeInfo Parameters => Takes(WireJson.Default);

    /// <inheritdoc/>
    public sealed override JsonTypeInfo Result => Gives(WireJson.Default);
}

/// <summary>Reads the session's snapshot and returns at once. May run beside any other call.</summary>
/// <typeparam name="TParams">Its parameters.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal sealed record Query<TParams, TResult>(
    string Name,
    Func<IShimContract, Func<TParams?, TResult>> Handler,
    Func<WireJson, JsonTypeInfo<TParams>> Takes,
    Func<WireJson, JsonTypeInfo<TResult>> Gives
) : ContractMethod<TParams, TResult>(Name, Takes, Gives)
    where TParams : class;

/// <summary>Takes the session's snapshot before its first wait, then runs beside other calls until it has its result.</summary>
/// <typeparam name="TParams">Its parameters.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal sealed record SlowQuery<TParams, TResult>(
    string Name,
    Func<IShimContract, Func<TParams?, CancellationToken, Task<TResult>>> Handler,
    Func<WireJson, JsonTypeInfo<TParams>> Takes,
    Func<WireJson, JsonTypeInfo<TResult>> Gives
) : ContractMethod<TParams, TResult>(Name, Takes, Gives)
    where TParams : class
{
    /// <inheritdoc/>
    public override string Member => base.Member + "Async";
}

/// <summary>A slow query that shows its result piece by piece if the caller wants to see it.</summary>
/// <typeparam name="TParams">Its parameters.</typeparam>
/// <typeparam name="TPiece">A piece.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal sealed record StreamingQuery<TParams, TPiece, TResult>(
    string Name,
    Func<IShimContract, Func<TParams?, Func<TPiece, ValueTask>?, CancellationToken, Task<TResult>>> Handler,
    Func<WireJson, JsonTypeInfo<TParams>> Takes,
    Func<WireJson, JsonTypeInfo<TResult>> Gives
) : ContractMethod<TParams, TResult>(Name, Takes, Gives)
    where TParams : class
{
    /// <inheritdoc/>
    public override string Member => base.Member + "Async";
}

/// <summary>Changes state, and has done so when it returns: a front starts no later message of the same client before that.</summary>
/// <typeparam name="TParams">Its parameters.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal sealed record Mutation<TParams, TResult>(
    string Name,
    Func<IShimContract, Func<TParams?, TResult>> Handler,
    Func<WireJson, JsonTypeInfo<TParams>> Takes,
    Func<WireJson, JsonTypeInfo<TResult>> Gives
) : ContractMethod<TParams, TResult>(Name, Takes, Gives)
    where TParams : class;
