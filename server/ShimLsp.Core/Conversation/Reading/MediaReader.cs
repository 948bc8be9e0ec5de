using System.Buffers;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// Reads parts, in the shapes of all three request formats: text, images and files. An image or a file is carried as data, or as an
/// address that the provider loads.
/// </summary>
/// <param name="faults">Receives the faults.</param>
internal sealed class MediaReader(RequestFaults faults)
{
    private const string Pdf = "application/pdf";
    private const string ImagePrefix = "image/";

    private static readonly SearchValues<char> Subtype = SearchValues.Create(
        "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Reads what both a turn and a tool's result may contain: text or an image.</summary>
    /// <param name="part">The part.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="kind">Its kind, if it is another.</param>
    /// <param name="content">What was read; null if it is another kind, or a fault.</param>
    /// <returns>Whether it has been read, or is a fault.</returns>
    public bool TryTextOrImage(JsonElement part, string path, out string? kind, out Part? content)
    {
        (kind, content) = (null, null);
        if (part.ValueKind is JsonValueKind.String)
        {
            content = new Part.Text(part);
            return true;
        }

        if (!faults.IsObject(part, path))
        {
            return true;
        }

        kind = faults.OptionalText(part, "type"u8, path + ".type");
        if (kind is null || PartTypes.IsText(LenientJson.Find(part, "type"u8)))
        {
            content = Text(part, path);
            return true;
        }

        switch (kind)
        {
            case "image_url":
                content = ImageUrl(part, path);
                return true;
            case "input_image":
                content = InputImage(part, path);
                return true;
            case "image":
                content = Image(part, path);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a file, in the shape of any format.</summary>
    /// <param name="part">The part.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="content">What was read; null if it is no file, or a fault.</param>
    /// <returns>Whether it is a file.</returns>
    public bool TryFile(JsonElement part, string? kind, string path, out Part? content)
    {
        content = kind switch
        {
            "document" => Document(part, path),
            "input_file" => FileData(part, path),
            "file" when LenientJson.Find(part, "file"u8) is var file => faults.IsObject(file, path + ".file")
                ? FileData(file.Value, path + ".file")
                : null,
            _ => null,
        };
        return kind is "document" or "input_file" or "file";
    }

    /// <summary>Chat completions: <c>{"type":"image_url","image_url":{"url","detail"}}</c>; the address may also be there alone.</summary>
    private Part? ImageUrl(JsonElement part, string path)
    {
        path += ".image_url";
        if (LenientJson.Find(part, "image_url"u8) is { ValueKind: JsonValueKind.Object } image)
        {
            return WithDetail(Image(faults.LongText(image, "url"u8, path + ".url"), path + ".url"), image, path);
        }

        return WithDetail(Image(faults.LongText(part, "image_url"u8, path), path), part, path);
    }

    /// <summary>Responses: <c>{"type":"input_image","image_url","detail"}</c>.</summary>
    private Part? InputImage(JsonElement part, string path)
    {
        if (LenientJson.Find(part, "file_id"u8) is not null)
        {
            return NoStoredFile(path + ".file_id");
        }

        return ImageUrl(part, path);
    }

    /// <summary>Messages: <c>{"type":"image","source":{...}}</c>; MCP's <c>{"type":"image","data","mimeType"}</c> too.</summary>
    private Part? Image(JsonElement part, string path)
    {
        if (LenientJson.Find(part, "source"u8) is not { } source)
        {
            return LenientJson.Find(part, "data"u8) is null
                ? Fault(path + ".source", "must be an object: the image's source.")
                : Data(
                    faults.LongText(part, "data"u8, path + ".data"),
                    0,
                    faults.Text(part, "mimeType"u8, path + ".mimeType"),
                    path + ".data"
                );
        }

        path += ".source";
        if (!faults.IsObject(source, path))
        {
            return null;
        }

        return faults.Text(source, "type"u8, path + ".type") switch
        {
            "base64" => Data(
                faults.LongText(source, "data"u8, path + ".data"),
                0,
                faults.Text(source, "media_type"u8, path + ".media_type"),
                path + ".data"
            ),
            "url" => Image(faults.LongText(source, "url"u8, path + ".url"), path + ".url"),
            "file" => NoStoredFile(path),
            _ => Fault(path + ".type", "must be base64 or url."),
        };
    }

    /// <summary>Messages: <c>{"type":"document","source":{...},"title"}</c>.</summary>
    private Part? Document(JsonElement part, string path)
    {
        var title = faults.OptionalText(part, "title"u8, path + ".title");
        var source = LenientJson.Find(part, "source"u8);
        path += ".source";
        if (!faults.IsObject(source, path))
        {
            return null;
        }

        return faults.Text(source.Value, "type"u8, path + ".type") switch
        {
            "base64" => File(
                faults.LongText(source.Value, "data"u8, path + ".data"),
                0,
                faults.OptionalText(source.Value, "media_type"u8, path + ".media_type"),
                title,
                path + ".data"
            ),
            "text" => new Part.Text((title is null ? "" : title + "\n") + faults.Text(source.Value, "data"u8, path + ".data")),
            "file" => NoStoredFile(path),
            _ => NoAddress(path),
        };
    }

    /// <summary>
    /// A file of chat completions (in <c>file</c>) or of Responses (in the part itself): <c>{"file_data","filename"}</c>.
    /// </summary>
    private Part.Media? FileData(JsonElement file, string path)
    {
        if (LenientJson.Find(file, "file_id"u8) is not null)
        {
            return NoStoredFile(path + ".file_id");
        }

        if (LenientJson.Find(file, "file_url"u8) is not null)
        {
            return NoAddress(path + ".file_url");
        }

        var name = faults.OptionalText(file, "filename"u8, path + ".filename");
        var data = faults.LongText(file, "file_data"u8, path + ".file_data");
        return DataUrl.TryRead(data.Span, out var mediaType, out var start)
            ? File(data, start, mediaType, name, path + ".file_data")
            : File(data, 0, Pdf, name, path + ".file_data");
    }

    private Part.Media? File(Utf8Text text, int start, string? mediaType, string? name, string path)
    {
        if (mediaType is not null && mediaType.StartsWith(ImagePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return Data(text, start, mediaType, path);
        }

        if (mediaType is not null && !mediaType.Equals(Pdf, StringComparison.OrdinalIgnoreCase))
        {
            return Fault(path, "Only PDF files and images can be sent as data. Give other files as text.");
        }

        return Base64(text, start, Pdf, path) is { } file ? file with { Name = name } : null;
    }

    private Part? Image(Utf8Text address, string path)
    {
        if (DataUrl.TryRead(address.Span, out var mediaType, out var start))
        {
            return Data(address, start, mediaType ?? "", path);
        }

        return Uri.TryCreate(Encoding.UTF8.GetString(address.Span), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new Part.ImageAddress(uri)
            : Fault(path, "must be a data: URL with base64, or an http or https URL.");
    }

    private Part.Media? Data(Utf8Text text, int start, string mediaType, string path) =>
        mediaType.StartsWith(ImagePrefix, StringComparison.OrdinalIgnoreCase)
        && mediaType.Length > ImagePrefix.Length
        && !mediaType.AsSpan(ImagePrefix.Length).ContainsAnyExcept(Subtype)
            ? Base64(text, start, NameOf(mediaType), path)
            : Fault(path, "must be an image, with a media type that starts with image/.");

    /// <summary>
    /// The registered name of a media type. Browsers and tools write some JPEGs as <c>image/jpg</c>, which providers refuse.
    /// </summary>
    private static string NameOf(string mediaType) =>
        mediaType.ToLowerInvariant() switch
        {
            "image/jpg" or "image/pjpeg" => "image/jpeg",
            "image/x-png" => "image/png",
            var name => name,
        };

    private Part.Media? Base64(Utf8Text text, int start, string mediaType, string path) =>
        Base64Data.Find(text, start) is { } data ? new Part.Media(data, mediaType) : Fault(path, "must be base64.");

    private Part.Media? NoStoredFile(string path) => Fault(path, "Stored files belong to one provider's account. Give the file's data.");

    private Part.Media? NoAddress(string path) => Fault(path, "Not every provider loads files by URL. Give the file's data or its text.");

    private Part.Media? Fault(string path, string message)
    {
        faults.Add(path, message);
        return null;
    }

    private Part? WithDetail(Part? image, JsonElement holder, string path) =>
        image is not null && faults.OptionalText(holder, "detail"u8, path + ".detail") is { } detail
            ? image switch
            {
                Part.Media data => data with { Detail = detail },
                Part.ImageAddress address => address with { Detail = detail },
                _ => image,
            }
            : image;

    /// <summary>A text. A part that also contains an image would lose it silently, so that is a fault.</summary>
    private Part.Text Text(JsonElement part, string path)
    {
        if (ImageShape.Matches(part))
        {
            faults.Add(path, "A text part cannot hold an image. Give the image as its own part.");
        }

        return LenientJson.Find(part, "text"u8) is { ValueKind: JsonValueKind.String } text
            ? new(text)
            : new(faults.Text(part, "text"u8, path + ".text"));
    }
}
