using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShimLsp.Core.Routing;

/// <summary>What one word says, and how an explanation names it.</summary>
/// <param name="Trait">What it says about the task.</param>
/// <param name="Phrase">Our own words for it; a task's own are never repeated.</param>
internal readonly record struct Term(Trait Trait, string Phrase);

/// <summary>
/// The words that the embedded scorer knows: English, as written in tasks for an editor. A text in another language is judged by its
/// length, its code, the files it names and the English terms in it.
/// </summary>
internal static class Lexicon
{
    private static readonly FrozenDictionary<string, Term> Terms = Build();
    private static readonly ImmutableArray<int> FirstLetters = BuildFirstLetters();

    /// <summary>Looks words up without making strings of them; case does not matter.</summary>
    public static FrozenDictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; } =
        Terms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every phrase that an explanation may take from here.</summary>
    public static IEnumerable<string> Phrases => Terms.Values.Select(term => term.Phrase).Distinct();

    /// <summary>Whether a lookup is worth its price: most words of a text fail here, by their length and first letter.</summary>
    public static bool MayKnow(ReadOnlySpan<char> word) =>
        word.Length < FirstLetters.Length && (FirstLetters[word.Length] & LetterBit(word[0])) != 0;

    private static int LetterBit(char letter) => 1 << (letter & 31); // the same for both cases of an ASCII letter

    private static ImmutableArray<int> BuildFirstLetters()
    {
        var letters = new int[Terms.Keys.Max(word => word.Length) + 1];
        foreach (var word in Terms.Keys)
        {
            letters[word.Length] |= LetterBit(word[0]);
        }

        return [.. letters];
    }

    private static FrozenDictionary<string, Term> Build()
    {
        var terms = new Dictionary<string, Term>(StringComparer.OrdinalIgnoreCase);

        void Add(Trait trait, string phrase, string words)
        {
            foreach (var word in words.Split(' '))
            {
                terms.Add(word, new Term(trait, phrase));
            }
        }

        Add(Trait.SmallEdit, "a rename", "rename renames renaming renamed");
        Add(Trait.SmallEdit, "a typo", "typo typos misspelling misspelled spelling grammar wording");
        Add(Trait.SmallEdit, "formatting", "reformat formatting indent indentation whitespace semicolon semicolons prettify lint capitalize lowercase uppercase alphabetically alphabetize newline");
        Add(Trait.SmallEdit, "comments or docs", "docstring docstrings javadoc jsdoc readme changelog");
        Add(Trait.SmallEdit, "a small edit", "bump gitignore tooltip placeholder copyright unused");
        Add(Trait.SmallThing, "a detail", "format comment comments docs heading import imports label color colour log print todo variable constant");

        Add(Trait.Making, "something to write", "write implement create build generate develop feature");
        Add(Trait.Making, "a conversion", "convert converting upgrade translate extract parse serialize wrap");
        Add(Trait.Making, "tests to write", "test tests mock mocks fixture fixtures coverage");
        Add(Trait.Making, "program logic", "async await callback callbacks promise promises validation validate endpoint endpoints pagination retry handler query component regex algorithm parser");

        Add(Trait.Reshaping, "a refactoring", "refactor refactors refactoring restructure decouple modularize untangle");
        Add(Trait.Reshaping, "a redesign", "redesign redesigning rearchitect architecture architect architectural design overhaul");
        Add(Trait.Reshaping, "a migration", "migrate migrates migrating migration migrations porting");
        Add(Trait.Reshaping, "a rewrite", "rewrite rewriting reimplement");

        Add(Trait.Diagnosis, "debugging", "debug debugging diagnose diagnosing investigate troubleshoot reproduce bisect why");
        Add(Trait.Diagnosis, "a failure to explain", "crash crashes crashing flaky intermittent intermittently sporadic sporadically segfault hang hangs corrupted corruption nondeterministic heisenbug");

        Add(Trait.Concurrency, "concurrency", "race races deadlock deadlocks livelock concurrency concurrent concurrently thread threads threading multithreaded mutex mutexes lock locks locking atomic atomics semaphore parallel parallelize lockless starvation");
        Add(Trait.Performance, "performance", "performance latency throughput optimize optimise optimizing optimization profiling profiler bottleneck bottlenecks leak leaks allocation allocations simd vectorize benchmark quadratic");
        Add(Trait.Security, "security", "security secure vulnerability vulnerabilities exploit authentication authorization oauth oauth2 oidc saml sso rbac encryption encrypt decrypt cryptographic cryptography crypto injection csrf xss ssrf privilege sandbox attacker pkce mtls");
        Add(Trait.Distribution, "distributed state", "distributed consensus raft paxos replication replica replicas sharding shard shards transaction transactions transactional idempotent idempotency consistency failover partitions multitenant tenant tenants");
        Add(Trait.Proof, "asks to prove", "prove proves proving proof proofs theorem lemma formally formal invariant invariants linearizable linearizability soundness correctness termination");

        Add(Trait.Scope, "wide scope", "entire whole across throughout everywhere codebase repository repo monorepo modules services microservices packages multi subsystem subsystems callers layers");
        Add(Trait.Constraint, "constraints", "must without ensure ensuring guarantee guarantees preserve preserving backward backwards compatible compatibility downtime rollback gradual gradually incrementally regressions simultaneously");
        Add(Trait.Asking, "a question", "what which where who how explain summarize summarise describe is are does");
        Add(Trait.Courtesy, "", "please pls plz thanks thank thx you kindly could would can will hi hello hey cheers appreciate appreciated grateful sorry");
        return terms.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
