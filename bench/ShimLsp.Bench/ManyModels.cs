using System.Globalization;
using System.Text;

namespace ShimLsp.Bench;

/// <summary>
/// A catalog of many rows, each with all fields of the sample catalog's rows. Most state no strength, so it comes from names and costs.
/// </summary>
internal static class ManyModels
{
    /// <summary>The catalog's text.</summary>
    /// <param name="count">How many rows.</param>
    public static byte[] Make(int count)
    {
        var text = new StringBuilder("{\n  \"models\": [\n");
        for (var number = 0; number < count; number++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                    {
                      "slug": "model-{{number}}",
                      "model": "vendor/model-{{number}}",
                      "provider": "openai",
                      "base_url": "https://host-{{number % 50}}.example/v1",
                      "api_key": "${OPENAI_API_KEY}",
                      "display_name": "Model {{number}}",
                      "max_context_limit": 200000,
                      "supports_images": {{(number % 2 == 0 ? "true" : "false")}},
                      "pricing": { "input": {{1 + (number % 7)}}, "output": {{5 + (number % 11)}} },
                      "cost": {{1 + (number % 97)}},
                      "card": "Strong at small edits and questions about a snippet. Weak at what spans several files."
                    },

                """
            );
        }

        return Encoding.UTF8.GetBytes(text.Append("  ]\n}\n").ToString());
    }
}
