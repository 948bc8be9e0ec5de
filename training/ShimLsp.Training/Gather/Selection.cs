namespace ShimLsp.Training.Gather;

/// <summary>
/// Chooses among the prompts. The choice depends on the prompts alone, by their ids, so that neither the order of files nor the machine
/// has a part in it.
/// </summary>
internal static class Selection
{
    private const int LongestPrompt = 60_000;
    private const int TemplateOpening = 50;
    private const int PublicOpening = 80;
    private const int UsesOfTemplate = 3;
    private const int ShortPrompt = 5; // words
    private const double Likeness = 0.7;
    private const int ProposingShingles = 8;

    /// <summary>The chosen prompts, in the order of their ids.</summary>
    /// <param name="prompts">All prompts.</param>
    /// <param name="most">The most of one repository.</param>
    public static IReadOnlyList<GatheredPrompt> Of(IEnumerable<GatheredPrompt> prompts, int most)
    {
        var all = prompts
            .Where(prompt => prompt.Text.Length <= LongestPrompt)
            .OrderBy(prompt => prompt.Id, StringComparer.Ordinal)
            .ToArray();
        var templates = Templates(all);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var same = new HashSet<string>(StringComparer.Ordinal);
        var near = new NearTexts();
        var chosen = new List<GatheredPrompt>();
        foreach (var prompt in all)
        {
            var plain = PlainWords.Of(prompt.Text);
            var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var isShort = words.Length <= ShortPrompt && plain.Length < 40;
            if (
                taken.GetValueOrDefault(prompt.Repository) < most
                && !templates.Contains(PlainWords.Opening(plain, TemplateOpening) + '\n' + prompt.Repository)
                && !templates.Contains(PlainWords.Opening(plain, PublicOpening))
                // "yes" of two repositories answers two questions.
                && same.Add(isShort ? $"{prompt.Repository}\n{plain}{(plain.Length == 0 ? prompt.Text : "")}" : plain)
                && (isShort || near.Add(words))
            )
            {
                taken[prompt.Repository] = taken.GetValueOrDefault(prompt.Repository) + 1;
                chosen.Add(prompt);
            }
        }

        return chosen;
    }

    /// <summary>Openings of long prompts that several sessions or repositories share: a program fills those in.</summary>
    private static HashSet<string> Templates(IEnumerable<GatheredPrompt> prompts)
    {
        var users = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var prompt in prompts)
        {
            var plain = PlainWords.Of(prompt.Text);
            if (plain.Length > TemplateOpening)
            {
                Add(PlainWords.Opening(plain, TemplateOpening) + '\n' + prompt.Repository, prompt.Session);
            }

            if (plain.Length > PublicOpening)
            {
                Add(PlainWords.Opening(plain, PublicOpening), prompt.Repository);
            }
        }

        return [.. users.Where(opening => opening.Value.Count >= UsesOfTemplate).Select(opening => opening.Key)];

        void Add(string opening, string user)
        {
            users.TryAdd(opening, new(StringComparer.Ordinal));
            users[opening].Add(user);
        }
    }

    /// <summary>Texts of which no two have nearly the same runs of three words.</summary>
    private sealed class NearTexts
    {
        private readonly Dictionary<ulong, List<HashSet<ulong>>> byShingle = [];

        /// <summary>Adds a text, unless one nearly the same is there.</summary>
        public bool Add(string[] words)
        {
            var shingles = Enumerable
                .Range(0, Math.Max(1, words.Length - 2))
                .Select(at => TextHash.Short(string.Join(' ', words.Skip(at).Take(3))))
                .ToHashSet();
            var proposing = shingles.Order().Take(ProposingShingles).ToArray();
            if (proposing.SelectMany(shingle => byShingle.GetValueOrDefault(shingle) ?? []).Any(other => AreNear(shingles, other)))
            {
                return false;
            }

            foreach (var shingle in proposing)
            {
                byShingle.TryAdd(shingle, []);
                byShingle[shingle].Add(shingles);
            }

            return true;
        }

        private static bool AreNear(HashSet<ulong> left, HashSet<ulong> right)
        {
            var both = left.Count(right.Contains);
            return both > Likeness * (left.Count + right.Count - both);
        }
    }
}
