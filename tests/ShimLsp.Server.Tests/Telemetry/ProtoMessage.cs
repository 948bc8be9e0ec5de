using System.Text;
using Google.Protobuf;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>
/// A message of protobuf, read by Google's own reader and without a schema: fields by number, as the definitions of OTLP number them.
/// It shares nothing with what writes them.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, object Value)> fields = [];

    private ProtoMessage(CodedInputStream from)
    {
        while (from.ReadTag() is not 0 and var tag)
        {
            fields.Add(
                (
                    WireFormat.GetTagFieldNumber(tag),
                    WireFormat.GetTagWireType(tag) switch
                    {
                        WireFormat.WireType.Varint => from.ReadInt64(),
                        WireFormat.WireType.Fixed64 => from.ReadSFixed64(),
                        WireFormat.WireType.Fixed32 => (long)from.ReadFixed32(),
                        WireFormat.WireType.LengthDelimited => from.ReadBytes().ToByteArray(),
                        var other => throw new InvalidDataException($"Wire type {other} of field {WireFormat.GetTagFieldNumber(tag)}"),
                    }
                )
            );
        }
    }

    public static ProtoMessage Parse(byte[] bytes) => new(new CodedInputStream(bytes));

    public bool Has(int field) => fields.Exists(one => one.Field == field);

    public IEnumerable<ProtoMessage> All(int field) => Of(field).Select(value => Parse((byte[])value));

    public ProtoMessage One(int field) => All(field).Single();

    public string Text(int field) => Has(field) ? new UTF8Encoding(false, true).GetString((byte[])Of(field).Single()) : "";

    public string Hex(int field) => Has(field) ? Convert.ToHexStringLower((byte[])Of(field).Single()) : "";

    public long Number(int field) => Has(field) ? (long)Of(field).Single() : 0;

    public double Double(int field) => BitConverter.Int64BitsToDouble(Number(field));

    public IReadOnlyList<long> Packed(int field)
    {
        var bytes = new CodedInputStream((byte[])Of(field).Single());
        var values = new List<long>();
        while (!bytes.IsAtEnd)
        {
            values.Add(bytes.ReadSFixed64());
        }

        return values;
    }

    private IEnumerable<object> Of(int field) => fields.Where(one => one.Field == field).Select(one => one.Value);
}
