using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Documents;

/// <summary>One change of a document's text.</summary>
/// <param name="Span">What is replaced, in the text as it is. It is empty for an insertion.</param>
/// <param name="NewText">What takes its place, as it is written in the text.</param>
public sealed record SpanEdit(TextSpan Span, string NewText);
