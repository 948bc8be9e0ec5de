using System.Collections.Immutable;
using System.Text;

namespace ShimLsp.Core.Conversation.Acting;

/// <summary>Pieces of text to look for in JSON as it came.</summary>
/// <param name="All">The pieces as UTF-8.</param>
internal readonly record struct Signs(ImmutableArray<ImmutableArray<byte>> All)
{
    /// <summary>Makes them.</summary>
    public static Signs Of(params ReadOnlySpan<string> texts)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<byte>>(texts.Length);
        foreach (var text in texts)
        {
            all.Add([.. Encoding.UTF8.GetBytes(text)]);
        }

        return new(all.MoveToImmutable());
    }

    /// <summary>Whether a text has any of them.</summary>
    public bool AreIn(ReadOnlySpan<byte> text)
    {
        foreach (var sign in All)
        {
            if (text.IndexOf(sign.AsSpan()) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
