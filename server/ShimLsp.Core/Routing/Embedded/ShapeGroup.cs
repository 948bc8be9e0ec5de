namespace ShimLsp.Core.Routing.Embedded;

/// <summary>Figures of a task's shape that an explanation names together, because each alone would say next to nothing.</summary>
internal enum ShapeGroup
{
    /// <summary>They say nothing that a person would name.</summary>
    None,

    /// <summary>How long the task is.</summary>
    Length,

    /// <summary>How many sentences it has.</summary>
    Sentences,

    /// <summary>How many clauses.</summary>
    Clauses,

    /// <summary>How many items of lists.</summary>
    Steps,

    /// <summary>Whether it reads as a report.</summary>
    Report,

    /// <summary>Whether it asks.</summary>
    Question,

    /// <summary>How many numbers it gives.</summary>
    Numbers,

    /// <summary>How many files it names.</summary>
    Files,

    /// <summary>Pasted code.</summary>
    Code,

    /// <summary>Pasted output.</summary>
    Log,

    /// <summary>A pasted stack trace.</summary>
    Trace,

    /// <summary>A pasted diff.</summary>
    Diff,

    /// <summary>Pasted data.</summary>
    Data,

    /// <summary>A pasted table.</summary>
    Table,

    /// <summary>Commands of a terminal.</summary>
    Terminal,
}
