using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Rpc.Framing;

var options = new ServerOptions { Host = HostEnvironment.OfProcess(), Stderr = Console.Error };
#pragma warning disable RS0030
return args is ["lsp", ..]
    ? await LspHost.RunAsync(options, Console.OpenStandardInput(), Console.OpenStandardOutput())
    : await PlainHost.RunAsync(options, Framing.NewLine, ["."], Console.OpenStandardInput(), Console.OpenStandardOutput());
