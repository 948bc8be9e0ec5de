namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What a word says about the task. Each trait is a feature of the scorer with its own weight.</summary>
internal enum Trait
{
    /// <summary>It says nothing.</summary>
    None,

    /// <summary>Courtesy: it counts for nothing, not even length.</summary>
    Courtesy,

    /// <summary>Asks for an amount.</summary>
    HowMany,

    /// <summary>Amounts of everyday life, as in a sum in words.</summary>
    Sum,

    /// <summary>A word of software's trade that says nothing of how hard a task is, but that it is one.</summary>
    Trade,

    /// <summary>Asks for an explanation, not for a change. Only a text's first words say that.</summary>
    Asking,

    /// <summary>An edit with one obvious result: a rename, a typo, a docstring.</summary>
    SmallEdit,

    /// <summary>A thing whose changes are mostly small: a comment, a label, an import.</summary>
    SmallThing,

    /// <summary>Says that it is little: just, only, simple, one line.</summary>
    Little,

    /// <summary>Points to one place: this, here, the line below.</summary>
    OnePlace,

    /// <summary>To be explained or summed up.</summary>
    Explaining,

    /// <summary>Writing something new: write, add, create.</summary>
    Making,

    /// <summary>A thing of ordinary size to write: an endpoint, a parser, a form.</summary>
    Ordinary,

    /// <summary>From one form into another: convert, translate.</summary>
    Converting,

    /// <summary>Tests.</summary>
    Testing,

    // From here on: what makes a task large.

    /// <summary>Changes the shape of existing code: a refactoring, a split.</summary>
    Reshaping,

    /// <summary>Moving data or code to something else: a migration, a port, a cut-over.</summary>
    Migrating,

    /// <summary>Finding a cause.</summary>
    Diagnosis,

    /// <summary>A failure that comes and goes.</summary>
    Intermittent,

    /// <summary>Threads, locks, races.</summary>
    Concurrency,

    /// <summary>Concurrency without locks: memory order, linearizability.</summary>
    LockFree,

    /// <summary>Speed and memory.</summary>
    Performance,

    /// <summary>Secrets, identities, attacks.</summary>
    Security,

    /// <summary>State that lives in more than one place: transactions, replicas, queues.</summary>
    Distribution,

    /// <summary>A guarantee in any circumstances: exactly once, durable, consistent.</summary>
    Guarantee,

    /// <summary>Proofs, invariants, formal claims.</summary>
    Proof,

    /// <summary>More than one place: modules, services, the whole code base.</summary>
    Scope,

    /// <summary>Work by a plan: phases, steps, requirements. They are elsewhere, and there are many.</summary>
    Planned,

    /// <summary>A bound on the change: without, preserve, backward compatible.</summary>
    Constraint,

    /// <summary>Compilers, kernels, allocators, unsafe memory.</summary>
    LowLevel,

    /// <summary>Algorithms and data structures that take thought.</summary>
    Algorithm,

    /// <summary>Design, architecture, protocols, trade-offs.</summary>
    Design,

    /// <summary>Evidence to be read: a dump, a profile, a trace.</summary>
    Evidence,

    /// <summary>Large amounts, or time that counts: millions, gigabytes, p99.</summary>
    Scale,

    /// <summary>Words that make a demand universal: every, any, never, both, while.</summary>
    Demand,
}
