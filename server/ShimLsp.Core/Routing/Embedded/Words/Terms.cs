namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>What words can say. Each meaning is stated once, for all languages.</summary>
internal static class Terms
{
    public static readonly Term Courtesy = new(Trait.Courtesy, "");
    public static readonly Term HowMany = new(Trait.HowMany, "");
    public static readonly Term Sum = new(Trait.Sum, "");
    public static readonly Term Proof = new(Trait.Proof, "asks to prove");
    public static readonly Term LockFree = new(Trait.LockFree, "lock-free concurrency");
    public static readonly Term Concurrency = new(Trait.Concurrency, "concurrency");
    public static readonly Term Distribution = new(Trait.Distribution, "distributed state");
    public static readonly Term Guarantee = new(Trait.Guarantee, "strict guarantees");
    public static readonly Term Intermittent = new(Trait.Intermittent, "a failure that comes and goes");
    public static readonly Term Diagnosis = new(Trait.Diagnosis, "a cause to find");
    public static readonly Term LowLevel = new(Trait.LowLevel, "low-level code");
    public static readonly Term Algorithm = new(Trait.Algorithm, "an algorithm to think through");
    public static readonly Term Security = new(Trait.Security, "security");
    public static readonly Term Performance = new(Trait.Performance, "performance");
    public static readonly Term Migrating = new(Trait.Migrating, "a migration");
    public static readonly Term Reshaping = new(Trait.Reshaping, "a refactoring");
    public static readonly Term Design = new(Trait.Design, "a design");
    public static readonly Term Evidence = new(Trait.Evidence, "evidence to read");
    public static readonly Term Scale = new(Trait.Scale, "large amounts");
    public static readonly Term Scope = new(Trait.Scope, "wide scope");
    public static readonly Term Planned = new(Trait.Planned, "work by a plan");
    public static readonly Term Constraint = new(Trait.Constraint, "constraints on the change");
    public static readonly Term Demand = new(Trait.Demand, "conditions that must hold");
    public static readonly Term SmallEdit = new(Trait.SmallEdit, "a small edit");
    public static readonly Term Typo = new(Trait.SmallEdit, "a typo");
    public static readonly Term Formatting = new(Trait.SmallEdit, "formatting");
    public static readonly Term Documenting = new(Trait.SmallEdit, "comments or docs");
    public static readonly Term SmallThing = new(Trait.SmallThing, "a detail");
    public static readonly Term Little = new(Trait.Little, "said to be little");
    public static readonly Term OnePlace = new(Trait.OnePlace, "one place");
    public static readonly Term Explaining = new(Trait.Explaining, "an explanation");
    public static readonly Term Testing = new(Trait.Testing, "tests to write");
    public static readonly Term Converting = new(Trait.Converting, "a conversion");
    public static readonly Term Making = new(Trait.Making, "something to write");
    public static readonly Term Ordinary = new(Trait.Ordinary, "program logic");
    public static readonly Term Trade = new(Trait.Trade, "");
    public static readonly Term Asking = new(Trait.Asking, "a question");
}
