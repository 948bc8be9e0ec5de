using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Data;

/// <summary>A text as the scorer reads it.</summary>
internal sealed class Example
{
    private Example(TaskFeatures features, TaskFormat format, int[] grams, int[] said)
    {
        Features = features;
        Format = format;
        Grams = grams;
        Said = said;
    }

    /// <summary>What was counted.</summary>
    public TaskFeatures Features { get; }

    /// <summary>What kind of text it is taken for.</summary>
    public TaskFormat Format { get; }

    /// <summary>The places of its words, rising.</summary>
    public int[] Grams { get; }

    /// <summary>The places of the words of its prose, rising.</summary>
    public int[] Said { get; }

    /// <summary>Reads a text, by the scorer's own code.</summary>
    public static Example Of(string text)
    {
        text = UserWords.In(text);
        var grams = new GramSet(new ulong[GramSet.Words64]);
        var said = new GramSet(new ulong[GramSet.Words64]);
        var (features, format) = TaskScan.Read(text, said, grams);
        return new(features, format, Places(grams), Places(said));
    }

    private static int[] Places(GramSet set)
    {
        var places = new List<int>();
        foreach (var block in set.UsedBlocks)
        {
            foreach (var bit in new GramSet.Enumerator([set.Block(block)]))
            {
                places.Add((block << 6) + bit);
            }
        }

        return [.. places];
    }
}
