namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>What a line is that a person pasted. Its words do not say what they want.</summary>
internal enum EvidenceKind : byte
{
    /// <summary>Prose: the person's own words.</summary>
    None,

    /// <summary>Code of any language.</summary>
    Code,

    /// <summary>The output of a program, a compiler, a linter or a test runner.</summary>
    Log,

    /// <summary>A stack trace, with the error that heads or ends it.</summary>
    Trace,

    /// <summary>A diff or a patch.</summary>
    Diff,

    /// <summary>JSON, YAML, XML, TOML, a hex dump or a list of addresses.</summary>
    Data,

    /// <summary>A table: Markdown, of a database's shell, or values with separators.</summary>
    Table,

    /// <summary>A command behind a shell's prompt.</summary>
    Terminal,
}
