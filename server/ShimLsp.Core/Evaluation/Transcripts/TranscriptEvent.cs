using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>The programs whose histories can be read.</summary>
public enum TranscriptClient
{
    /// <summary>Claude Code: <c>~/.claude/projects/**.jsonl</c>.</summary>
    ClaudeCode,

    /// <summary>Codex: <c>~/.codex/sessions/**/rollout-*.jsonl</c>.</summary>
    Codex,

    /// <summary>SpecStory, which records Cursor, Copilot and others: <c>.specstory/history/*.md</c>.</summary>
    SpecStory,

    /// <summary>Aider: <c>.aider.chat.history.md</c>.</summary>
    Aider,
}

/// <summary>What happened in a recorded session, one thing after the other.</summary>
public abstract record TranscriptEvent
{
    private TranscriptEvent() { }

    /// <summary>A session began. A file may hold several, and begins with one.</summary>
    public sealed record SessionStarted : TranscriptEvent;

    /// <summary>A person wrote a message.</summary>
    /// <param name="Text">Their message as recorded, with what the client wrapped around it; it has words of theirs.</param>
    /// <param name="HasImages">Whether it has images.</param>
    /// <param name="At">When; null if the record does not say.</param>
    public sealed record PersonSaid(string Text, bool HasImages, DateTimeOffset? At) : TranscriptEvent;

    /// <summary>A model wrote text.</summary>
    /// <param name="Text">The text, or the beginning and the end of a long one.</param>
    /// <param name="Bytes">The length of the whole text in UTF-8.</param>
    public sealed record ModelSaid(string Text, long Bytes) : TranscriptEvent;

    /// <summary>A model called a tool.</summary>
    /// <param name="Id">The call's id; null if the record has none.</param>
    /// <param name="Name">The tool.</param>
    /// <param name="Arguments">What it was called with, or the beginning and the end of it.</param>
    /// <param name="Bytes">The length of all arguments in UTF-8.</param>
    public sealed record ToolCalled(string? Id, string Name, string Arguments, long Bytes) : TranscriptEvent;

    /// <summary>A tool returned.</summary>
    /// <param name="Id">The call's id; null if the record has none.</param>
    /// <param name="Text">What it returned, or the beginning and the end of it.</param>
    /// <param name="Bytes">The length of the whole text in UTF-8.</param>
    /// <param name="IsError">Whether the record calls it an error.</param>
    public sealed record ToolReturned(string? Id, string Text, long Bytes, bool IsError) : TranscriptEvent;

    /// <summary>The record says what a request to a model used: before, between or after what the model said in that request.</summary>
    /// <param name="Model">The model's name; null if the record does not say.</param>
    /// <param name="Usage">Its tokens.</param>
    public sealed record Used(string? Model, TokenUsage Usage) : TranscriptEvent;

    /// <summary>The client replaced the conversation so far by a summary.</summary>
    public sealed record Compacted : TranscriptEvent;
}
