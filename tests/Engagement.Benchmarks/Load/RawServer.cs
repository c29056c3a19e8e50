using System.CommandLine;
using System.Globalization;
using System.Runtime;
using Engagement.Benchmarks.Load.Figures;
using Engagement.Benchmarks.Load.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// The least that answers over HTTP on Kestrel: the same bytes to every request, without routing or logging of requests; and to
/// sockets the same frame for every POST.
/// </summary>
internal static class RawServer
{
    private const string Name = "raw";

    /// <summary>Starts it in a process of its own.</summary>
    /// <param name="answers">The bytes.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static async Task<ChildProcess> StartAsync(CeilingAnswers answers, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("engagement-raw-").FullName;
        try
        {
            var files = new List<string>();
            foreach (var bytes in answers.Frame is { } frame ? [answers.Answer, frame] : (byte[][])[answers.Answer])
            {
                files.Add(Path.Combine(folder, $"{files.Count}"));
                await File.WriteAllBytesAsync(files[^1], bytes, cancel);
            }
            return await ChildProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Engagement.Benchmarks.dll"), [Name, .. files], cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true); // read before it listens
        }
    }

    public static Command CreateCommand()
    {
        var answer = new Argument<FileInfo>("answer") { Description = "Holds the answer." };
        var frame = new Argument<FileInfo?>("frame") { Description = "Holds the frame.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(Name, "What the server is measured against; started by `load run`.") { answer, frame };
        command.Hidden = true;
        command.SetAction((parsed, cancel) => ServeAsync(
            File.ReadAllBytes(parsed.GetRequiredValue(answer).FullName), parsed.GetValue(frame) is { } file ? new RawSockets(File.ReadAllBytes(file.FullName)) : null, cancel));
        return command;
    }

    private static async Task<int> ServeAsync(byte[] body, RawSockets? sockets, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        await using var app = builder.Build();
        if (sockets is not null)
            app.UseWebSockets();
        app.Run(context =>
            context.Request.Path == "/metrics" ? context.Response.WriteAsync(Figures(), cancel)
            : sockets is null ? AnswerAsync(context, body)
            : context.WebSockets.IsWebSocketRequest ? sockets.FollowAsync(context, cancel)
            : Task.WhenAll(sockets.TellAsync(context, cancel), AnswerAsync(context, body)));
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length);
    }

    /// <summary>Of this process, by the names that the real server has on <c>/metrics</c>.</summary>
    private static string Figures() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProcessFigures.CpuName} {Environment.CpuUsage.TotalTime.TotalSeconds}\n{ProcessFigures.AllocatedName} {GC.GetTotalAllocatedBytes()}\n{ProcessFigures.MemoryName} {Environment.WorkingSet}\n{ProcessFigures.CompiledName} {JitInfo.GetCompiledMethodCount()}\n");
}
