namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>Follows the JSON of an object that comes in pieces, to see where it ends. A struct that changes: keep it in a field.</summary>
internal struct ObjectEnd
{
    private int depth;
    private bool isInText;
    private bool isEscaped;
    private bool isOther; // it did not begin as an object

    /// <summary>Whether the object has come to its end.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Takes more of the text.</summary>
    /// <param name="more">The text.</param>
    public void Take(string more)
    {
        foreach (var letter in more)
        {
            if (IsReached || isOther)
            {
                return;
            }

            Take(letter);
        }
    }

    private void Take(char letter)
    {
        if (isInText)
        {
            (isInText, isEscaped) = (letter != '"' || isEscaped, letter == '\\' && !isEscaped);
            return;
        }

        switch (letter)
        {
            case '{' or '[':
                isOther = depth == 0 && letter == '[';
                depth++;
                break;
            case '}' or ']':
                IsReached = --depth == 0;
                break;
            case '"':
                isInText = depth > 0;
                isOther = depth == 0;
                break;
            default:
                isOther = depth == 0 && !char.IsWhiteSpace(letter);
                break;
        }

        isOther |= depth < 0;
    }
}
