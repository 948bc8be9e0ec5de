using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The counts of one pass over a task's text. It contains none of the text.</summary>
internal sealed class TaskFeatures
{
    /// <summary>From so many letters on a word is long.</summary>
    public const int LongWord = 8;

    private const int VeryLongWord = 12;

    // Words and pairs of words, of those that count.
    private const int HeadWords = 12;
    private const int AskingWords = 3;

    private static readonly int Traits = Enum.GetValues<Trait>().Length;
    private static readonly int EvidenceKinds = Enum.GetValues<EvidenceKind>().Length;

    private readonly int[] hits = new int[Traits];
    private readonly int[] evidence = new int[EvidenceKinds];
    private readonly string?[] phrases = new string?[Traits];

    private int wordsSaid;
    private int optionsEnd;
    private int shortestOption = int.MaxValue;

    // What a person would name.

    /// <summary>Words of prose, courtesy not counted; two characters of a script without spaces make a word.</summary>
    public int Words { get; private set; }

    /// <summary>Those that are neither quoted nor names.</summary>
    public int WordsSaid { get; private set; }

    /// <summary>The long ones of these.</summary>
    public int LongWordsSaid { get; private set; }

    /// <summary>The same as <see cref="Words"/>, talk around the task counted too.</summary>
    public int ProseWords { get; set; }

    /// <summary>Characters of the words and names of prose, courtesy not counted; of talk around the task half.</summary>
    public int ProseCharacters { get; set; }

    /// <summary>Words of courtesy. They count for nothing else.</summary>
    public int Courtesies { get; set; }

    /// <summary>
    /// Pasted lines of all kinds: code, logs, traces, diffs, data, tables, commands. Their words say nothing of a task's difficulty and are
    /// not looked up. Fences and empty lines do not count.
    /// </summary>
    public int CodeLines { get; private set; }

    /// <summary>Different files and paths named in prose.</summary>
    public int Files { get; set; }

    /// <summary>Commas and semicolons of prose: about how many clauses there are.</summary>
    public int Clauses { get; private set; }

    /// <summary>Sentences of prose.</summary>
    public int Sentences { get; private set; }

    /// <summary>Sentences that ask.</summary>
    public int Questions { get; private set; }

    /// <summary>The trait of the first telling word, if it is among the first few words of the prose.</summary>
    public Trait Head { get; private set; }

    /// <summary>Numbers in prose.</summary>
    public int ProseNumbers { get; private set; }

    /// <summary>Lines that begin as the parts of a contest's problem do.</summary>
    public int ContestMarks { get; set; }

    /// <summary>Lines that separate the question from the instructions on how to answer it.</summary>
    public int QuestionMarks { get; set; }

    /// <summary>Lines that head the parts of a report: how to reproduce it, what was expected, on which version.</summary>
    public int ReportMarks { get; set; }

    /// <summary>Whether the answer must be put into a LaTeX box, as benchmarks ask.</summary>
    public bool AsksForBox { get; set; }

    /// <summary>Whether a line asks for the answer to be filled in.</summary>
    public bool EndsWithAnswer { get; set; }

    /// <summary>Items of lists, bulleted or numbered.</summary>
    public int Steps { get; set; }

    /// <summary>Whether a stack trace is there.</summary>
    public bool HasTrace => LinesOf(EvidenceKind.Trace) > 0;

    /// <summary>Whether a diff is there.</summary>
    public bool HasDiff => LinesOf(EvidenceKind.Diff) > 0;

    // The shape of the whole text, pasted code included.

    /// <summary>Characters but white space.</summary>
    public int Characters { get; private set; }

    /// <summary>Lines that are not empty.</summary>
    public int Lines { get; private set; }

    /// <summary>The longest of them, in characters.</summary>
    public int LongestLine { get; private set; }

    /// <summary>Characters beyond ASCII.</summary>
    public int BeyondAscii { get; set; }

    /// <summary>Words anywhere: runs of letters.</summary>
    public int AllWords { get; private set; }

    /// <summary>Letters in them.</summary>
    public int Letters { get; private set; }

    /// <summary>Those of at least 8 letters.</summary>
    public int LongWords { get; private set; }

    /// <summary>Those of at least 12 letters.</summary>
    public int VeryLongWords { get; private set; }

    /// <summary>Numbers: runs of digits.</summary>
    public int Numbers { get; private set; }

    /// <summary>Digits in them.</summary>
    public int Digits { get; private set; }

    /// <summary>The number of digits in the longest one.</summary>
    public int LongestNumber { get; private set; }

    /// <summary>The largest number behind a <c>^</c>: in the limits of a contest's problem, how large its input is.</summary>
    public int LargestExponent { get; private set; }

    /// <summary>Lines that begin as the options of a choice do, A first.</summary>
    public int Options { get; private set; }

    /// <summary>Characters before the first option, or of the whole text if there is no option.</summary>
    public int Stem { get; private set; }

    /// <summary>Characters of all options.</summary>
    public int OptionCharacters { get; private set; }

    /// <summary>The longest option, in characters.</summary>
    public int LongestOption { get; private set; }

    /// <summary>The shortest option, in characters.</summary>
    public int ShortestOption => Options == 0 ? 0 : shortestOption;

    /// <summary>The number of different words and pairs of words; 0 if they were left out.</summary>
    public int Grams { get; private set; }

    /// <summary>How often each ASCII symbol occurs.</summary>
    public int[] Symbols { get; } = new int[128];

    /// <summary>How many lines of pasted text of a kind there are, in a fence or without one; of no kind, 0.</summary>
    public int LinesOf(EvidenceKind kind) => evidence[(int)kind];

    /// <summary>How many words have this trait.</summary>
    public int Hits(Trait trait) => hits[(int)trait];

    /// <summary>The phrase of the first word with this trait; null if there was none.</summary>
    public string? Phrase(Trait trait) => phrases[(int)trait];

    /// <summary>Counts sentences, before their words.</summary>
    /// <param name="sentence">The counts of all of them.</param>
    /// <param name="sentences">How many they are.</param>
    /// <param name="questions">How many of them ask.</param>
    public void Begin(Sentence sentence, int sentences, int questions)
    {
        Words += sentence.Length;
        WordsSaid += sentence.Count;
        LongWordsSaid += sentence.LongWords;
        Clauses += sentence.Clauses;
        Sentences += sentences;
        ProseNumbers += sentence.Numbers;
        Questions += questions;
    }

    /// <summary>Counts the trait of a word, or of two words in a row.</summary>
    public void Say(Term term)
    {
        wordsSaid++;
        if (
            term.Trait is (Trait.None or Trait.Trade or Trait.Sum or Trait.HowMany)
            || (term.Trait == Trait.Asking && wordsSaid > AskingWords)
        )
        {
            return;
        }

        if (Head == Trait.None && wordsSaid < HeadWords && term.Trait is not (Trait.OnePlace or Trait.Little or Trait.Demand))
        {
            Head = term.Trait;
        }

        hits[(int)term.Trait]++;
        phrases[(int)term.Trait] ??= term.Phrase;
    }

    /// <summary>Counts a word, or two in a row, that the lexicon does not contain.</summary>
    public void SayNothing() => wordsSaid++;

    /// <summary>Counts what tells formats apart, in any sentence: amounts of everyday life, and technical words.</summary>
    public void CountForFormat(Trait trait)
    {
        if (trait is Trait.Sum or Trait.HowMany or Trait.Trade)
        {
            hits[(int)trait]++;
        }
    }

    /// <summary>Counts a line that is not empty.</summary>
    /// <param name="line">The line, trimmed.</param>
    public void AddLine(ReadOnlySpan<char> line)
    {
        Lines++;
        LongestLine = Math.Max(LongestLine, line.Length);
        var isOption = line.Length > 2 && (line[0] | 0x20) == 'a' + Options && line[1] is '.' or ')' && line[2] == ' ';
        if (isOption)
        {
            Options++;
            OptionCharacters += line.Length;
            LongestOption = Math.Max(LongestOption, line.Length);
            shortestOption = Math.Min(shortestOption, line.Length);
            optionsEnd = Lines;
        }
        else if (Options == 0)
        {
            Stem += line.Length;
        }
    }

    /// <summary>Counts a line of pasted text.</summary>
    /// <param name="kind">What it is; not <see cref="EvidenceKind.None"/>.</param>
    public void AddEvidence(EvidenceKind kind)
    {
        evidence[(int)kind]++;
        CodeLines++;
    }

    /// <summary>Lines after the last option.</summary>
    public int LinesAfterOptions => Options == 0 ? 0 : Lines - optionsEnd;

    /// <summary>Counts a number.</summary>
    public void AddNumber(ReadOnlySpan<char> before, ReadOnlySpan<char> number)
    {
        Numbers++;
        Digits += number.Length;
        LongestNumber = Math.Max(LongestNumber, number.Length);
        if (number.Length <= 2 && (before.EndsWith("^", StringComparison.Ordinal) || before.EndsWith("^{", StringComparison.Ordinal)))
        {
            LargestExponent = Math.Max(LargestExponent, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>How many technical subjects the prose names. Each counts once, because a race may be one of horses.</summary>
    public int TechnicalTraits
    {
        get
        {
            var sum = Hits(Trait.SmallEdit) > 0 ? 1 : 0;
            for (var trait = Trait.Reshaping; trait < Trait.Scale; trait++)
            {
                sum += Hits(trait) > 0 ? 1 : 0;
            }

            return sum;
        }
    }

    /// <summary>Ends the count.</summary>
    /// <param name="symbols">How often each ASCII symbol occurs.</param>
    /// <param name="wordsOfLength">How many words have so many letters; the last counts all that are longer.</param>
    /// <param name="grams">How many different words and pairs of words there are.</param>
    public void Close(ReadOnlySpan<int> symbols, ReadOnlySpan<int> wordsOfLength, int grams)
    {
        for (var length = 1; length < wordsOfLength.Length; length++)
        {
            AllWords += wordsOfLength[length];
            Letters += length * wordsOfLength[length];
            LongWords += length >= LongWord ? wordsOfLength[length] : 0;
            VeryLongWords += length >= VeryLongWord ? wordsOfLength[length] : 0;
        }

        symbols.CopyTo(Symbols);
        Grams = grams;
        Characters = Letters + Digits + BeyondAscii;
        foreach (var count in symbols)
        {
            Characters += count;
        }
    }
}
