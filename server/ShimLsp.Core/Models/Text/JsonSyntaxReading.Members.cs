namespace ShimLsp.Core.Models.Text;

/// <content>Members that are half typed.</content>
internal ref partial struct JsonSyntaxReading
{
    /// <summary>
    /// Whether the last value was the name of a member, now that a colon follows it. A half-typed member stands before it: <c>"a" "b":</c>,
    /// or <c>"a":</c> on the line before. In an array it is the next member of the object around it.
    /// </summary>
    private bool WasName()
    {
        if (tree.Last is not { Value: StringSyntax name } last)
        {
            return false;
        }

        if (tree.IsObject)
        {
            if (last.HasColon && text[last.Colon..name.Start].IndexOfAny((byte)'\n', (byte)'\r') < 0)
            {
                return false;
            }

            tree.ReplaceLast(last with { Value = Missing(last.NameEnd, last.Colon, name.Start) });
        }
        else if (tree.IsParentArray == false)
        {
            tree.RemoveLast();
            faults.Add(SyntaxFaultKind.UnclosedArray, tree.Start, tree.Start + 1);
            tree.Close(name.Start);
        }
        else
        {
            return false;
        }

        tree.Name(name.Value, name.Start, name.End);
        return true;
    }

    /// <summary>Ends a member that has no value, or not even a colon.</summary>
    private void EndMember()
    {
        if (expected is Expected.Colon)
        {
            faults.Add(SyntaxFaultKind.MissingColon, tree.NameEnd, tree.NameEnd);
            tree.Add(new MissingSyntax(tree.NameEnd, tree.NameEnd));
        }
        else if (expected is Expected.Value && tree.IsObject)
        {
            tree.Add(Missing(tree.NameEnd, tree.Colon, scanner.Offset));
        }
    }

    /// <summary>What stands for an absent value: the rest of the line behind its colon. Without a colon that is reported already.</summary>
    private readonly MissingSyntax Missing(int nameEnd, int colon, int next)
    {
        if (colon < 0)
        {
            return new MissingSyntax(nameEnd, nameEnd);
        }

        faults.Add(SyntaxFaultKind.MissingValue, colon, colon + 1);
        var lineEnd = text[(colon + 1)..next].IndexOfAny((byte)'\n', (byte)'\r');
        return new MissingSyntax(colon + 1, lineEnd < 0 ? next : colon + 1 + lineEnd);
    }
}
