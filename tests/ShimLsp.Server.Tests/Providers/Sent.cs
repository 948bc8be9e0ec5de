using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A request as it went over the wire, as text that a test can hold against a literal.</summary>
internal static class Sent
{
    /// <summary>Request line, headers by name, an empty line, the body as it is. The mock's port is written as PORT.</summary>
    public static string Text(this ReceivedRequest request, World world)
    {
        var port = new Uri(world.Mock.Origin).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var headers = request
            .Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header =>
                header.Key is "Content-Length" && header.Value == $"{request.Bytes.Length}"
                    ? "Content-Length: ITS"
                    : $"{header.Key}: {header.Value}"
            );
        return $"{request.Method} {request.Target} {request.Protocol}\n{string.Join('\n', headers)}\n\n{request.Body}".Replace(
            $":{port}",
            ":PORT",
            StringComparison.Ordinal
        );
    }
}
