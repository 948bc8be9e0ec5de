using System.Buffers;
using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Reads a text in one pass, line by line and word by word, with no string made of any of it: the words of its prose as a
/// <see cref="GramSet"/>, its shape and what its prose says as <see cref="TaskFeatures"/>.
/// </summary>
internal ref partial struct TaskScan
{
    private const int MostFiles = 16;
    private const int LongestWord = 31;

    // A text with more words than this is a dump, and its beginning has said what it is about. The limit bounds the work for megabytes.
    private const int MostWords = 8192;

    // Of the prose, the words beyond these are not looked up: a specification has said what it is about long before.
    private const int MostSaid = 400;

    // Characters of talk around a task weigh half of the task's. In a language that the lexicon hardly knows, all is talk.
    private const int TalkPerTask = 2;

    // The same for scripts without spaces, where a few hundred characters are a page.
    private const int MostWideWords = 640;

    /// <summary>From here on stand the scripts that write words without spaces: each character is a word of its own.</summary>
    public const char FirstWide = '\u2E80';

    // Symbols that occur inside names of code or files, and never inside a word.
    private static readonly SearchValues<char> InnerSymbols = SearchValues.Create("_./\\(=:");

    private readonly TaskFeatures features;
    private readonly Lexicon lexicon;
    private readonly LineMarks marks;
    private readonly Courtesy politeness;
    private readonly Span<int> symbols;
    private readonly Span<int> wordsOfLength;
    private readonly Span<uint> files;
    private readonly GramSet grams;
    private readonly GramSet said;
    private readonly bool keepsGrams;
    private Sentence sentence;
    private Sentence talk; // the sentences around a task, until one is of the trade
    private int talkSentences;
    private int talkQuestions;
    private uint last;
    private bool lastWasSaid;
    private int words;
    private int wideWords;
    private int pastedWords; // counted apart: what is pasted must not use up what is left for the request
    private int pastedWideWords;
    private int wordsSaid;
    private bool inBackticks;

    private TaskScan(
        TaskFeatures features,
        GramSet said,
        GramSet grams,
        bool keepsGrams,
        Span<int> symbols,
        Span<int> wordsOfLength,
        Span<uint> files,
        Span<SentenceWord> words
    )
    {
        lexicon = Lexicon.BuiltIn;
        marks = LineMarks.BuiltIn;
        politeness = Courtesy.BuiltIn;
        this.features = features;
        this.said = said;
        this.grams = grams;
        this.keepsGrams = keepsGrams;
        this.symbols = symbols;
        this.wordsOfLength = wordsOfLength;
        this.files = files;
        sentence = new Sentence(words[..Sentence.MostWords]);
        talk = new Sentence(words[Sentence.MostWords..]);
    }

    /// <summary>Reads a task's text. Only benchmarks' formats need all its words, so they are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="said">An empty set for the words of its prose.</param>
    public static (TaskFeatures Task, TaskFormat Format) Read(ReadOnlySpan<char> text, GramSet said) =>
        Read(text, said, grams: default, keepsGrams: false);

    /// <summary>Reads a task's text and all its words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="said">An empty set for the words of its prose.</param>
    /// <param name="grams">An empty set for all its words.</param>
    public static (TaskFeatures Task, TaskFormat Format) Read(ReadOnlySpan<char> text, GramSet said, GramSet grams) =>
        Read(text, said, grams, keepsGrams: true);

    private static (TaskFeatures Task, TaskFormat Format) Read(ReadOnlySpan<char> text, GramSet said, GramSet grams, bool keepsGrams)
    {
        Span<int> symbols = stackalloc int[128];
        symbols.Clear();
        Span<int> wordsOfLength = stackalloc int[LongestWord + 1];
        wordsOfLength.Clear();
        var scan = new TaskScan(
            new TaskFeatures(),
            said,
            grams,
            keepsGrams,
            symbols,
            wordsOfLength,
            stackalloc uint[MostFiles],
            stackalloc SentenceWord[Sentence.MostWords + MostSaid]
        );
        scan.Lines(text);
        var features = scan.features;
        features.Close(symbols, wordsOfLength, keepsGrams ? grams.Count : 0);
        var format = Formats.Of(features);
        if (format == TaskFormat.Editor && features.Words == 0)
        {
            scan.Count(scan.talk, scan.talkSentences, scan.talkQuestions); // the talk is the task
        }

        return (features, format);
    }

    private void Lines(ReadOnlySpan<char> text)
    {
        var evidence = default(EvidenceScan);
        while (!text.IsEmpty)
        {
            // Not EnumerateLines, which looks for Unicode's separators as well: of Chinese it takes ten times as long.
            var end = text.IndexOfAny('\n', '\r');
            var line = end < 0 ? text : text[..end];
            text =
                end < 0 ? default
                : text[end..] is ['\r', '\n', ..] ? text[(end + 2)..]
                : text[(end + 1)..];
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty)
            {
                Line(line, trimmed, ref evidence);
            }
            else
            {
                evidence.Blank();
            }
        }
    }

    private void Line(ReadOnlySpan<char> line, ReadOnlySpan<char> trimmed, ref EvidenceScan evidence)
    {
        inBackticks = false;
        var courtesy = politeness.Skip(trimmed, 0);
        if (courtesy == trimmed.Length)
        {
            return;
        }

        features.AddLine(trimmed);
        var kind = evidence.Next(line, trimmed);
        if (evidence.IsFence)
        {
            return;
        }

        if (kind is not EvidenceKind.None)
        {
            features.AddEvidence(kind);
            (words, pastedWords, wideWords, pastedWideWords) = (pastedWords, words, pastedWideWords, wideWords);
            Unsaid(trimmed);
            (words, pastedWords, wideWords, pastedWideWords) = (pastedWords, words, pastedWideWords, wideWords);
            return;
        }

        marks.Count(trimmed, features);
        if (LineShape.ListMark(trimmed) is var mark and > 0)
        {
            features.Steps++;
            Prose(trimmed[mark..]);
        }
        else
        {
            Prose(trimmed[courtesy..]);
        }
    }
}
