// The mock upstream as a process, for tests that are not written in C#. The first line of its output is its address. Each line of its input
// is a script, or the word "requests"; the answer is one line: "ok", or the requests since the script as JSON. It ends with its input.
using ShimLsp.Mock;
using ShimLsp.ScriptedUpstream;

var input = new StreamReader(Console.OpenStandardInput());
#pragma warning disable RS0030 // this program's output is its own
var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
#pragma warning restore RS0030
await using var upstream = await MockUpstream.StartAsync();
await output.WriteLineAsync(upstream.Origin);
var begun = 0;
while (await input.ReadLineAsync() is { } line)
{
    if (line == "requests")
    {
        await output.WriteLineAsync(RequestLines.Of(upstream.Requests[begun..]));
        continue;
    }

    upstream.OthersAnswer(ModelScripts.Parse(line).Next);
    begun = upstream.Requests.Length;
    await output.WriteLineAsync("ok");
}
