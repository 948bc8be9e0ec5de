namespace ShimLsp.Core.Routing;

/// <summary>What a word says about its task. Each has one weight in <see cref="Difficulty"/>.</summary>
internal enum Trait
{
    /// <summary>An edit with one obvious result: a rename, a typo, a docstring.</summary>
    SmallEdit,

    /// <summary>A thing whose changes are mostly small: a comment, a label, an import. In a hard task it is only mentioned.</summary>
    SmallThing,

    /// <summary>Writing something new of ordinary size: a function, a test, an endpoint.</summary>
    Making,

    // From here to Scope: what makes a task large.

    /// <summary>Changing the shape of what is there: a refactoring, a migration, a rewrite.</summary>
    Reshaping,

    /// <summary>Finding a cause: a crash, a flaky test, a leak.</summary>
    Diagnosis,

    /// <summary>Threads, locks, races.</summary>
    Concurrency,

    /// <summary>Speed and memory.</summary>
    Performance,

    /// <summary>Secrets, identities, attacks.</summary>
    Security,

    /// <summary>State that lives in more than one place: transactions, replicas, queues.</summary>
    Distribution,

    /// <summary>Proofs, invariants, formal claims.</summary>
    Proof,

    /// <summary>More than one place: modules, services, the whole code base.</summary>
    Scope,

    /// <summary>A bound on the change: must, without, preserve, backward compatible.</summary>
    Constraint,

    /// <summary>Asks to be told rather than to have something changed. Only a text's first word says that.</summary>
    Asking,

    /// <summary>Courtesy: says nothing about the task and counts for nothing, not even length.</summary>
    Courtesy,
}
