using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Benchmarks.Load;

/// <summary>The least that answers over HTTP on Kestrel: the same bytes to every request, without routing or logging of requests.</summary>
internal static class RawServer
{
    private const string Name = "raw";

    /// <summary>Starts it in a process of its own.</summary>
    /// <param name="file">Holds the bytes.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static Task<ChildProcess> StartAsync(string file, CancellationToken cancel) =>
        ChildProcess.StartAsync("Engagement.Benchmarks.dll", [Name, file], cancel);

    public static Command CreateCommand()
    {
        var file = new Argument<FileInfo>("file") { Description = "Holds the answer." };
        var command = new Command(Name, "What the page is measured against; started by `load run`.") { file };
        command.Hidden = true;
        command.SetAction((parsed, cancel) => ServeAsync(File.ReadAllBytes(parsed.GetRequiredValue(file).FullName), cancel));
        return command;
    }

    private static async Task<int> ServeAsync(byte[] body, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, 0, body.Length);
        });
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
