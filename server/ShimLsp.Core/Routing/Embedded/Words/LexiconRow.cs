namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>Words that say the same.</summary>
/// <param name="Term">What they say.</param>
/// <param name="Words">The words, lower-case, in the notation of <see cref="WordForms"/>, with white space between them.</param>
internal readonly record struct LexiconRow(Term Term, string Words);
