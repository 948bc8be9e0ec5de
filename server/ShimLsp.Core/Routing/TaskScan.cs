using System.Buffers;
using System.Collections.Frozen;

namespace ShimLsp.Core.Routing;

/// <summary>Reads the features of a text in one pass, line by line and word by word, with no string made of any of it.</summary>
internal ref struct TaskScan
{
    private const int MostFiles = 16;

    // What stands inside a name of code or of a file, and inside no word.
    private static readonly SearchValues<char> InnerSymbols = SearchValues.Create("_./\\(=:");

    private readonly FrozenDictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> lexicon;
    private readonly Span<int> fileHashes;
    private readonly TaskFeatures features;
    private bool inBackticks;

    private TaskScan(Span<int> fileHashes)
    {
        lexicon = Lexicon.Lookup;
        features = new TaskFeatures();
        this.fileHashes = fileHashes;
    }

    /// <summary>Reads a task's text.</summary>
    /// <param name="text">The text.</param>
    public static TaskFeatures Read(ReadOnlySpan<char> text)
    {
        var scan = new TaskScan(stackalloc int[MostFiles]);
        scan.Lines(text);
        return scan.features;
    }

    private void Lines(ReadOnlySpan<char> text)
    {
        var inFence = false;
        var inDiff = false;
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            inBackticks = false;
            if (LineShape.IsFence(trimmed))
            {
                inFence = !inFence;
                continue;
            }

            var isTrace = LineShape.IsTrace(trimmed);
            features.HasTrace |= isTrace;
            inDiff = !inFence && (LineShape.IsDiffHead(line) || (inDiff && LineShape.IsInDiff(line)));
            if (inFence || inDiff || isTrace)
            {
                features.CodeLines++;
            }
            else if (LineShape.ListMark(trimmed) is var mark and > 0)
            {
                features.Steps++;
                Prose(trimmed[mark..]);
            }
            else if (LineShape.IsCode(trimmed))
            {
                features.CodeLines++;
            }
            else
            {
                Prose(trimmed);
            }
        }
    }

    private void Prose(ReadOnlySpan<char> line)
    {
        while (!line.IsEmpty)
        {
            var end = 0;
            while (end < line.Length && !char.IsWhiteSpace(line[end]))
            {
                end++;
            }

            if (end > 0)
            {
                Token(line[..end]);
            }

            line = line[Math.Min(end + 1, line.Length)..];
        }
    }

    private void Token(ReadOnlySpan<char> token)
    {
        var ticks = token.Count('`');
        var isQuoted = inBackticks || ticks > 0;
        inBackticks ^= ticks % 2 == 1;

        var core = Core(token);
        if (core.IsEmpty)
        {
            return;
        }

        if (!core.ContainsAny(InnerSymbols))
        {
            if (isQuoted)
            {
                features.Words++;
            }
            else
            {
                Words(core);
            }

            return;
        }

        features.Words++; // a name in someone's code: what it is called says nothing
        if (FileName.Matches(core))
        {
            AddFile(core);
        }
    }

    /// <summary>The token without the punctuation around it.</summary>
    private static ReadOnlySpan<char> Core(ReadOnlySpan<char> token)
    {
        var start = 0;
        var end = token.Length;
        while (start < end && !char.IsLetterOrDigit(token[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetterOrDigit(token[end - 1]))
        {
            end--;
        }

        return token[start..end];
    }

    /// <summary>Looks up the letter runs of a token: <c>lock-free</c> is two words, and English terms stand out of Chinese.</summary>
    private readonly void Words(ReadOnlySpan<char> token)
    {
        var isCourtesy = false;
        var wide = 0;
        for (var at = 0; at < token.Length;)
        {
            var end = at;
            while (end < token.Length && char.IsAsciiLetterOrDigit(token[end]))
            {
                end++;
            }

            if (end == at)
            {
                wide += token[at] >= '\u2E80' ? 1 : 0; // from here on, scripts that write words without spaces
                at++;
                continue;
            }

            if (Lexicon.MayKnow(token[at..end]) && lexicon.TryGetValue(token[at..end], out var term))
            {
                isCourtesy |= term.Trait == Trait.Courtesy;
                if (term.Trait != Trait.Asking || features.Words == 0)
                {
                    features.Add(term);
                }
            }

            at = end;
        }

        features.Words += isCourtesy ? 0 : Math.Max(1, wide / 2);
    }

    private readonly void AddFile(ReadOnlySpan<char> name)
    {
        // A hash of our own: string.GetHashCode differs from start to start, and so would a collision.
        var hash = unchecked((int)2166136261);
        foreach (var character in name)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        if (features.Files < MostFiles && !fileHashes[..features.Files].Contains(hash))
        {
            fileHashes[features.Files++] = hash;
        }
    }
}
