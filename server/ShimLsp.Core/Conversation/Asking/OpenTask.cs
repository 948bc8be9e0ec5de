using System.Text.Json;
using ShimLsp.Core.Conversation.Measuring;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>
/// Finds the task that is open in a conversation: the latest message of the person that says something by itself, and the ones before it
/// that it adds to. A message of tool results or of the client's own words alone continues the task.
/// </summary>
internal static class OpenTask
{
    // A task has few additions; the cap keeps a conversation of nothing but additions from being read whole.
    private const int MostTexts = 8;
    private const int MostMessages = 64;

    /// <summary>Finds it.</summary>
    /// <param name="turns">The turns of the request, oldest first.</param>
    /// <param name="persons">The indices of the person's messages among them, rising.</param>
    /// <param name="isKnown">Whether the conversation may have earlier turns that the request does not have.</param>
    public static AskedText In(List<JsonElement> turns, List<int> persons, bool isKnown)
    {
        var asked = new AskedText("");
        string? latest = null; // with the client's words, if there is nothing else
        string? alone = null;
        List<string>? texts = null;
        var (read, isPraised, isFirst) = (0, false, true);
        for (var at = persons.Count - 1; at >= 0 && read < MostMessages && (texts?.Count ?? 0) < MostTexts; at--)
        {
            var message = turns[persons[at]];
            if (!UserWords.HasText(message) || UserWords.Of(message) is not { Length: > 0 } text)
            {
                asked = asked with { Continues = asked.Continues || (at == persons.Count - 1 && UserWords.HoldsImage(message)) };
                continue;
            }

            latest ??= ClientText.Whole(text);
            var words = ClientText.Peel(text);
            if (words.Length == 0)
            {
                continue;
            }

            read++;
            var before = ModelsWords.Before(turns, persons[at]);
            var followUp =
                before == LastWords.None && at == 0 && !(isKnown && isFirst) ? new FollowUp(Relation.New) : FollowUp.Of(words, before);
            if (isFirst)
            {
                asked = asked with { Latest = followUp.Relation };
            }

            if (followUp.Complains && !isPraised && asked.Complaint == Complaint.None)
            {
                var isLatest = isFirst && !ModelsWords.Follow(turns, persons[at]);
                asked = asked with { Complaint = isLatest ? Complaint.Latest : Complaint.Earlier };
            }

            (isPraised, isFirst) = (isPraised || followUp.Praises, false);
            if (followUp.Relation == Relation.NothingAlone)
            {
                alone ??= words;
                continue;
            }

            (texts ??= []).Add(words);
            if (followUp.Relation == Relation.New)
            {
                asked = asked with { Since = persons[at] };
                break;
            }
        }

        return texts is null
            ? asked with
            {
                Value = alone ?? latest ?? "",
                Continues = false,
            }
            : asked with
            {
                Value = texts[0],
                Earlier = texts.Count > 1 ? texts[1..] : null,
                Continues = asked.Continues || alone is not null,
            };
    }
}
