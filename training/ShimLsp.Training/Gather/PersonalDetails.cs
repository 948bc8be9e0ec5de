using System.Text.RegularExpressions;

namespace ShimLsp.Training.Gather;

/// <summary>
/// Puts placeholders for what tells of a person: addresses, keys, passwords, names of home folders and of the repository's owner.
/// </summary>
/// <param name="owner">The owner of the repository.</param>
internal sealed partial class PersonalDetails(string owner)
{
    /// <summary>A shorter name is a word of its own too often.</summary>
    private const int ShortestName = 5;

    private static readonly string[] CommonNames = ["admin", "default", "desktop", "public", "runner", "shared", "ubuntu", "vscode"];

    /// <summary>The text with placeholders.</summary>
    public string Hide(string text)
    {
        var names = HomeFolder()
            .Matches(text)
            .Select(match => match.Groups["name"].Value)
            .Append(owner)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var hidden = HomeFolder().Replace(text, "${before}<user>");
        foreach (var name in names.Where(name => name.Length >= ShortestName && !CommonNames.Contains(name.ToLowerInvariant())))
        {
            var pattern = $@"(?<![\p{{L}}\p{{N}}<]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])";
            hidden = Regex.Replace(hidden, pattern, "<user>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }

        hidden = UrlPassword().Replace(hidden, "://<user>:<secret>@");
        hidden = Email().Replace(hidden, "<email>");
        hidden = Key().Replace(hidden, "<key>");
        hidden = Hexadecimal().Replace(hidden, "<hex>");
        hidden = RandomText().Replace(hidden, "<key>");
        hidden = Secret().Replace(hidden, "${before}<secret>");
        hidden = Phone().Replace(hidden, "<phone>");
        return Address().Replace(hidden, "<ip>");
    }

    [GeneratedRegex(@"(?<before>/home/|/Users/|[A-Za-z]:\\+Users\\+|[A-Za-z]:/Users/)(?!<)(?<name>[\w.\-]+)")]
    private static partial Regex HomeFolder();

    [GeneratedRegex(@"(?<![\w.+\-])(?>[\w.+\-]{1,64})@(?>[\w\-]{1,64})(?:\.(?>[\w\-]{1,64}))+")]
    private static partial Regex Email();

    [GeneratedRegex(@"://[^\s/:@]{1,100}:[^\s/@]{1,100}@")]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        @"\b(?:sk|pk|rk|gh[opsu]|github_pat|glpat|xox[abpr]|hf|AIza|AKIA|npm|pypi"
            + @"|eyJ|gsk|tvly|sbp|whsec|r8|shpat)[-_]?[\w\-]{16,}(?:\.[\w\-]+)*"
    )]
    private static partial Regex Key();

    [GeneratedRegex(@"\b[A-Fa-f0-9]{32,}\b")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"(?<![\w/.\-])(?=(?:[A-Za-z+_\-]*\d){3})(?=[\w+\-]*[A-Z])(?=[\w+\-]*[a-z])(?>[A-Za-z0-9+_\-]{32,})={0,2}(?![\w/.])")]
    private static partial Regex RandomText();

    [GeneratedRegex(
        @"(?<before>\b\w*(?:password|passwd|passwort|contraseña|senha|пароль|密码|secret|token|api_?key)"
            + @"\w*[""']?\s*(?:[:=：]|is)\s*[""']?)(?=[^\s""',;]*\d)[^\s""',;<$({]{4,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<![\w.])\+\d{1,3}[ \-]?(?:\(?\d{2,4}\)?[ \-]?){2,4}\d{2,4}(?!\w)|(?<!\d)1[3-9]\d{9}(?!\d)")]
    private static partial Regex Phone();

    /// <summary>Addresses that are the same for everybody tell of nobody.</summary>
    [GeneratedRegex(@"\b(?!127\.|10\.|192\.168\.|0\.0\.|255\.|172\.(?:1[6-9]|2\d|3[01])\.)(?:\d{1,3}\.){3}\d{1,3}\b")]
    private static partial Regex Address();
}
