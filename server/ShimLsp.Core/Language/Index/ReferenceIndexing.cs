using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Index;

/// <summary>Finds what refers to rows, keys and endpoints, in any spelling. Values that another spelling overrides count too.</summary>
internal sealed class ReferenceIndexing
{
    private readonly ImmutableArray<SlugReference>.Builder references = ImmutableArray.CreateBuilder<SlugReference>();
    private readonly ImmutableArray<CredentialPlace>.Builder credentials = ImmutableArray.CreateBuilder<CredentialPlace>();
    private readonly ImmutableArray<EndpointPlace>.Builder endpoints = ImmutableArray.CreateBuilder<EndpointPlace>();
    private readonly ImmutableArray<IndexedRow> rows;
    private readonly Dictionary<string, IndexedRow> bySlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexedRow?> byModel = new(StringComparer.Ordinal);

    public ReferenceIndexing(ImmutableArray<IndexedRow> rows)
    {
        this.rows = rows;
        foreach (var row in rows)
        {
            bySlug.TryAdd(row.Slug, row);
            if (row.ModelNode is { Value: var model })
            {
                byModel[model.Trim()] = byModel.ContainsKey(model.Trim()) ? null : row;
            }
        }
    }

    public ImmutableArray<SlugReference> References => references.ToImmutable();

    public ImmutableArray<CredentialPlace> Credentials => credentials.ToImmutable();

    public ImmutableArray<EndpointPlace> Endpoints => endpoints.ToImmutable();

    public StringSyntax? AutoNode { get; private set; }

    /// <summary>Finds them in a file.</summary>
    public void Add(JsonSyntax? root)
    {
        foreach (var row in rows)
        {
            AddRow(row);
        }

        foreach (var member in (root as ObjectSyntax)?.Members ?? [])
        {
            var field = FileFields.Table.Find(member.Name)?.Field;
            if (ReferenceEquals(field, FileFields.Router) && member.Value is ObjectSyntax router)
            {
                AddRouter(router);
            }
            else if (ReferenceEquals(field, FileFields.Gateway) && member.Value is ObjectSyntax gateway)
            {
                AddGateway(gateway);
            }
        }
    }

    private void AddRow(IndexedRow row)
    {
        foreach (var member in (row.Node as ObjectSyntax)?.Members ?? [])
        {
            var field = RowFields.Table.Find(member.Name)?.Field;
            if (field is null)
            {
                continue;
            }

            if (ReferenceEquals(field, RowFields.ExtraHeaders) && member.Value is ObjectSyntax headers)
            {
                foreach (var header in headers.Members)
                {
                    AddPieces(header.Value as StringSyntax, row);
                }
            }
            else if (member.Value is StringSyntax text && !string.IsNullOrWhiteSpace(text.Value))
            {
                AddText(field, text, row);
            }
        }
    }

    private void AddText(Field field, StringSyntax text, IndexedRow row)
    {
        if (ReferenceEquals(field, RowFields.BaseUrl))
        {
            endpoints.Add(new(text.Value.Trim(), text, row));
        }
        else if (ReferenceEquals(field, RowFields.ApiKeyEnv))
        {
            AddWhole(ReferenceText.Read($"${{env:{text.Value.Trim()}}}"), text, row);
        }
        else if (ReferenceEquals(field, RowFields.ApiKey))
        {
            var value = text.Value.Trim();
            if (value.Contains(ReferenceText.Start, StringComparison.Ordinal))
            {
                AddPieces(text, row);
            }
            else
            {
                AddWhole(
                    ReferenceText.ForeignVariable(value) is { } variable
                        ? CredentialReference.Env(variable)
                        : CredentialReference.Literal(value),
                    text,
                    row
                );
            }
        }
    }

    private void AddWhole(CredentialReference? reference, StringSyntax text, IndexedRow row)
    {
        if (reference is not null)
        {
            credentials.Add(new(reference, new(text.Start, text.End), text, row));
        }
    }

    /// <summary>Each reference in a text, where it is. Offsets are known only if the text is written without escapes.</summary>
    private void AddPieces(StringSyntax? text, IndexedRow row)
    {
        if (text is null)
        {
            return;
        }

        var value = text.Value;
        var from = 0;
        for (int start; (start = value.IndexOf(ReferenceText.Start, from, StringComparison.Ordinal)) >= 0; )
        {
            var end = value.IndexOf('}', start) + 1;
            if (end == 0)
            {
                return;
            }

            if (ReferenceText.Read(value[start..end]) is { } reference)
            {
                credentials.Add(new(reference, SpanIn(text, start, end), text, row));
            }

            from = end;
        }
    }

    private static TextSpan SpanIn(StringSyntax text, int start, int end)
    {
        var inside = System.Text.Encoding.UTF8.GetByteCount(text.Value);
        if (inside != text.End - text.Start - 2)
        {
            return new(text.Start, text.End);
        }

        var before = System.Text.Encoding.UTF8.GetByteCount(text.Value.AsSpan(0, start));
        return new(
            text.Start + 1 + before,
            text.Start + 1 + before + System.Text.Encoding.UTF8.GetByteCount(text.Value.AsSpan(start, end - start))
        );
    }

    private void AddRouter(ObjectSyntax router)
    {
        foreach (var member in router.Members)
        {
            var field = RouterFields.Table.Find(member.Name)?.Field;
            if (ReferenceEquals(field, RouterFields.Slug))
            {
                AutoNode = member.Value as StringSyntax ?? AutoNode;
            }
            else if (ReferenceEquals(field, RouterFields.Default))
            {
                AddReference(ReferenceKind.Default, member.Value);
            }
            else if (ReferenceEquals(field, RouterFields.Classifier))
            {
                AddReference(ReferenceKind.Classifier, member.Value);
            }
            else if (ReferenceEquals(field, RouterFields.Candidates))
            {
                AddCandidates(member.Value);
            }
        }
    }

    private void AddCandidates(JsonSyntax value)
    {
        foreach (var item in (value as ArraySyntax)?.Items ?? [])
        {
            AddReference(ReferenceKind.Candidate, item);
            foreach (var member in (item as ObjectSyntax)?.Members ?? [])
            {
                if (RowIndexing.RankOf(CandidateFields.Slug, member.Name) >= 0)
                {
                    AddReference(ReferenceKind.Candidate, member.Value);
                }
            }
        }
    }

    private void AddGateway(ObjectSyntax gateway)
    {
        foreach (var member in gateway.Members.Where(member => RowIndexing.RankOf(GatewayFields.Aliases, member.Name) >= 0))
        {
            foreach (var alias in (member.Value as ObjectSyntax)?.Members ?? [])
            {
                AddReference(ReferenceKind.Alias, alias.Value);
                foreach (var item in (alias.Value as ArraySyntax)?.Items ?? [])
                {
                    AddReference(ReferenceKind.Alias, item);
                }
            }
        }
    }

    private void AddReference(ReferenceKind kind, JsonSyntax value)
    {
        if (value is StringSyntax text && !string.IsNullOrWhiteSpace(text.Value))
        {
            var name = text.Value.Trim();
            references.Add(new(kind, name, text, bySlug.GetValueOrDefault(name) ?? byModel.GetValueOrDefault(name)));
        }
    }
}
