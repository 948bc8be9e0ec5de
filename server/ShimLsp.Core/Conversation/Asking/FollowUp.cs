namespace ShimLsp.Core.Conversation.Asking;

/// <summary>How a message relates to the task before it.</summary>
internal enum Relation
{
    /// <summary>It says what is to be done, and needs nothing that came before.</summary>
    New,

    /// <summary>It adds something to the task before it: "no, use a queue", "ok but use tabs".</summary>
    Extends,

    /// <summary>It means nothing alone: "yes", "2", "still failing", a bare file name, an error.</summary>
    NothingAlone,
}

/// <summary>A message of a person, read as a part of a conversation. It needs no word of the task's own.</summary>
/// <param name="Relation">How it relates to the task before it.</param>
/// <param name="Complains">Whether it says that the work so far did not succeed.</param>
/// <param name="Praises">Whether it says that the work so far succeeded.</param>
internal readonly record struct FollowUp(Relation Relation, bool Complains = false, bool Praises = false)
{
    // Half a screen's line: a longer text without a sign of an answer says what it wants by itself.
    private const int MostWordsOfAnswer = 12;
    private const int MostWordsOfReference = 25;

    /// <summary>Reads a message.</summary>
    /// <param name="text">What the person wrote and pasted, without what their client wraps around it.</param>
    /// <param name="before">What the model said before it. After nothing, a word alone is a task of its own, however few they are.</param>
    public static FollowUp Of(string text, LastWords before)
    {
        var (prose, showsError) = PastedLines.Without(text);
        var words = WordCount.Of(prose);
        var answers = before == LastWords.Question;
        var relation = RelationOf(words, prose, before);
        return new(relation, Complaint(words, relation, answers) || (showsError && relation != Relation.New && !answers), Praise(words));
    }

    private static Relation RelationOf(in WordCount words, ReadOnlySpan<char> prose, LastWords before)
    {
        var own = words.Itself + words.Names;
        if (words.All == words.Names)
        {
            return Relation.NothingAlone; // no word at all, or names and numbers alone
        }

        if (own > 0 && FreshStart.Is(prose))
        {
            return Relation.New;
        }

        if (own == 0 && !words.HasMore)
        {
            return Relation.NothingAlone;
        }

        if (words.Joins || words.Complains || (words.PointsEarly && !words.HasMore && words.All <= MostWordsOfReference))
        {
            return Relation.Extends;
        }

        if (words.Does && (words.Itself > 0 || words.Names > 1))
        {
            return Relation.New;
        }

        return before switch
        {
            LastWords.Question when words.All <= MostWordsOfAnswer && !words.DoesAnywhere => Relation.Extends,
            LastWords.None => Relation.New,
            _ => own < 2 ? Relation.Extends : Relation.New,
        };
    }

    private static bool Complaint(in WordCount words, Relation relation, bool answers) =>
        relation switch
        {
            Relation.NothingAlone => words.Complains || words.FailsEarly || (words.OnlyDenies && !answers),
            Relation.Extends => words.Complains || words.FailsEarly,
            _ => false,
        };

    private static bool Praise(in WordCount words) => words.Praises && !words.Complains && !words.FailsEarly;
}
