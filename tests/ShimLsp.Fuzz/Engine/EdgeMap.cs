using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace ShimLsp.Fuzz.Engine;

/// <summary>
/// Which edges of the instrumented assemblies an input takes, and how often: AFL's map, kept in this process, so that no driver has to
/// be installed. Without instrumentation nothing is ever new.
/// </summary>
internal sealed unsafe class EdgeMap
{
    /// <summary>The instrumentation numbers its places in 16 bits.</summary>
    private const int Size = 1 << 16;

    private readonly byte* map;
    private readonly byte[] seen = new byte[Size];

    /// <summary>
    /// Gives instrumented code a map to write to. It must exist before such code runs, and stays until the process ends, because other
    /// threads may still run such code.
    /// </summary>
    public EdgeMap()
    {
        map = (byte*)NativeMemory.AllocZeroed(Size);
        Trace.SharedMem = map;
    }

    /// <summary>How many different edges have been taken.</summary>
    public int Edges => seen.Count(bits => bits != 0);

    /// <summary>Forgets every edge.</summary>
    public void Forget() => Array.Clear(seen);

    /// <summary>What runs from here on is counted.</summary>
    public void Begin()
    {
        new Span<byte>(map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether what ran since <see cref="Begin"/> took an edge that nothing before it took, or took one far more often.</summary>
    public bool HasNew()
    {
        var isNew = false;
        foreach (var (at, bucket) in Taken())
        {
            isNew |= (seen[at] & bucket) == 0;
            seen[at] |= bucket;
        }

        return isNew;
    }

    /// <summary>The edges that were taken since <see cref="Begin"/>, however often.</summary>
    public HashSet<int> Last() => [.. Taken().Select(taken => taken.Edge)];

    // AFL's buckets: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more.
    private static byte Bucket(byte count) =>
        count switch
        {
            <= 2 => count,
            3 => 4,
            < 8 => 8,
            < 16 => 16,
            < 32 => 32,
            < 128 => 64,
            _ => 128,
        };

    private List<(int Edge, byte Bucket)> Taken()
    {
        var taken = new List<(int, byte)>();
        var words = new Span<ulong>(map, Size / sizeof(ulong));
        for (var from = words.IndexOfAnyExcept(0UL); from >= 0; )
        {
            for (var rest = words[from]; rest != 0; )
            {
                var inWord = BitOperations.TrailingZeroCount(rest) / 8;
                var at = (from * sizeof(ulong)) + inWord;
                taken.Add((at, Bucket(map[at])));
                rest &= ~(0xFFUL << (inWord * 8));
            }

            var next = words[(from + 1)..].IndexOfAnyExcept(0UL);
            from = next < 0 ? -1 : from + 1 + next;
        }

        return taken;
    }
}
