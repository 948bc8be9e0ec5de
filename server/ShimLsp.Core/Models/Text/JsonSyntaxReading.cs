namespace ShimLsp.Core.Models.Text;

/// <summary>One reading of a text: what each token means where it stands, and what is missing before it.</summary>
internal ref partial struct JsonSyntaxReading
{
    private readonly ReadOnlySpan<byte> text;
    private readonly SyntaxFaults faults;
    private readonly JsonSyntaxBuilder tree = new();
    private JsonScanner scanner;
    private Expected expected = Expected.Value;
    private int lastEnd; // of the last value, or of the last name if its value is missing

    public JsonSyntaxReading(ReadOnlySpan<byte> utf8, int start, SyntaxFaults faults)
    {
        text = utf8;
        this.faults = faults;
        scanner = new JsonScanner(utf8, faults);
        scanner.Skip(start);
    }

    /// <summary>What may come next.</summary>
    private enum Expected
    {
        /// <summary>A value. In an array also its end.</summary>
        Value,

        /// <summary>The name of a member, or the object's end.</summary>
        Name,

        /// <summary>A colon behind a name.</summary>
        Colon,

        /// <summary>A comma or the container's end.</summary>
        Separator,

        /// <summary>Nothing: the root has ended.</summary>
        Nothing,
    }

    /// <summary>Reads everything.</summary>
    /// <returns>The root; null if the text contains no value.</returns>
    public JsonSyntax? Read()
    {
        while (scanner.Peek() is var next and >= 0)
        {
            switch (next)
            {
                case var _ when expected is Expected.Nothing:
                    Unexpected(scanner.EndOfWord());
                    scanner.SkipRest();
                    break;
                case '"' or '\'':
                    String();
                    break;
                case '{' or '[':
                    Open(next == '{');
                    break;
                case '}' or ']':
                    Close(next == '}');
                    break;
                case ',':
                    Comma();
                    break;
                case ':':
                    Colon();
                    break;
                default:
                    Word();
                    break;
            }
        }

        return Finish();
    }

    private void String()
    {
        BeforeItem();
        var token = scanner.String();
        if (expected is Expected.Name)
        {
            Name(Text(token, isName: true), token.Start, token.End);
        }
        else
        {
            BeforeValue();
            Value(new StringSyntax(token.Start, token.End, Text(token, isName: false)));
        }
    }

    private string Text(JsonStringToken token, bool isName)
    {
        var content = text[token.ContentStart..token.ContentEnd];
        if (token.IsPlain)
        {
            return isName ? tree.Share(content) : System.Text.Encoding.UTF8.GetString(content);
        }

        var value = JsonStrings.Unescape(content, out var hasLoneSurrogate);
        if (hasLoneSurrogate)
        {
            faults.Add(SyntaxFaultKind.LoneSurrogate, token.Start, token.End);
        }

        return value;
    }

    private void Open(bool isObject)
    {
        // A row that begins inside another one: that one has no closing brace.
        if (isObject && expected is Expected.Name or Expected.Separator && tree is { IsObject: true, IsParentArray: true })
        {
            var sawComma = expected is Expected.Name && !tree.IsEmpty;
            CloseUnclosed();
            expected = sawComma ? Expected.Value : Expected.Separator;
        }

        BeforeItem();
        if (expected is Expected.Name)
        {
            faults.Add(SyntaxFaultKind.MissingName, scanner.Offset, scanner.Offset);
            tree.Name("", scanner.Offset, scanner.Offset);
        }
        else
        {
            BeforeValue();
        }

        if (tree.Depth == JsonSyntaxReader.MaxDepth)
        {
            var start = scanner.Offset;
            faults.Add(SyntaxFaultKind.TooDeep, start, start + 1);
            Value(new MissingSyntax(start, scanner.SkipContainer()));
            return;
        }

        tree.Open(scanner.Offset, isObject);
        scanner.Skip(1);
        expected = isObject ? Expected.Name : Expected.Value;
    }

    private void Close(bool isObject)
    {
        var outer = tree.Find(isObject);
        // A bracket that would end everything with more behind it is one too many.
        if (outer < 0 || (outer > 0 && outer == tree.Depth - 1 && !scanner.IsRestBlank(scanner.Offset + 1)))
        {
            Unexpected(scanner.Offset + 1);
            return;
        }

        for (; outer > 0; outer--)
        {
            CloseUnclosed();
        }

        EndMember();
        scanner.Skip(1);
        Closed(scanner.Offset);
        lastEnd = scanner.Offset;
    }

    private void Comma()
    {
        switch (expected)
        {
            case Expected.Separator:
                break;
            case Expected.Colon:
            case Expected.Value when tree.IsObject:
                EndMember();
                break;
            case Expected.Value when tree.Depth > 0:
                faults.Add(SyntaxFaultKind.MissingValue, scanner.Offset, scanner.Offset + 1);
                break;
            default:
                Unexpected(scanner.Offset + 1);
                return;
        }

        scanner.Skip(1);
        expected = tree.IsObject ? Expected.Name : Expected.Value;
    }

    private void Colon()
    {
        var at = scanner.Offset;
        switch (expected)
        {
            case Expected.Colon:
                break;
            case Expected.Name:
                faults.Add(SyntaxFaultKind.MissingName, at, at + 1);
                tree.Name("", at, at);
                break;
            case Expected.Separator when WasName():
                break;
            default:
                Unexpected(at + 1);
                return;
        }

        tree.Colon = at;
        scanner.Skip(1);
        expected = Expected.Value;
    }

    /// <summary>An item or a member starts. Between two of them is a comma.</summary>
    private void BeforeItem()
    {
        if (expected is Expected.Separator)
        {
            faults.Add(SyntaxFaultKind.MissingComma, lastEnd, lastEnd);
            expected = tree.IsObject ? Expected.Name : Expected.Value;
        }
    }

    private readonly void BeforeValue()
    {
        if (expected is Expected.Colon)
        {
            faults.Add(SyntaxFaultKind.MissingColon, tree.NameEnd, tree.NameEnd);
        }
    }

    private void Name(string name, int start, int end)
    {
        tree.Name(name, start, end);
        lastEnd = end;
        expected = Expected.Colon;
    }

    private void Value(JsonSyntax value)
    {
        tree.Add(value);
        lastEnd = value.End;
        expected = tree.Depth == 0 ? Expected.Nothing : Expected.Separator;
    }

    private void Unexpected(int end)
    {
        faults.Add(SyntaxFaultKind.UnexpectedText, scanner.Offset, end);
        scanner.Skip(end - scanner.Offset);
    }

    /// <summary>The innermost container has no end of its own; it reaches to where it must have ended.</summary>
    private void CloseUnclosed()
    {
        EndMember();
        faults.Add(tree.IsObject ? SyntaxFaultKind.UnclosedObject : SyntaxFaultKind.UnclosedArray, tree.Start, tree.Start + 1);
        Closed(scanner.Offset);
    }

    private void Closed(int end)
    {
        tree.Close(end);
        expected = tree.Depth == 0 ? Expected.Nothing : Expected.Separator;
    }

    private JsonSyntax? Finish()
    {
        while (tree.Depth > 0)
        {
            CloseUnclosed();
        }

        if (tree.Root is null)
        {
            faults.Add(scanner.IsRestBlank(0) ? SyntaxFaultKind.Empty : SyntaxFaultKind.MissingValue, 0, 0);
        }

        return tree.Root;
    }
}
