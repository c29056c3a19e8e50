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
    /// <param name="answer">The bytes.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static async Task<ChildProcess> StartAsync(byte[] answer, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, answer, cancel);
            return await ChildProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Engagement.Benchmarks.dll"), [Name, file], cancel);
        }
        finally
        {
            File.Delete(file); // read before it listens
        }
    }

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
