using System.Text;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Net.Http.Headers;

namespace Engagement.Server.Hosting;

/// <summary>Where we want something else of the frameworks than they do by default; any configuration wins over it.</summary>
internal static class FrameworkDefaults
{
    private const string Address = "http://127.0.0.1:5080";

    /// <summary>For a server: its logs are its output, as JSON lines in production.</summary>
    public static void ForServer(WebApplicationBuilder builder)
    {
        Add(builder, Logs("Information", isJson: !builder.Environment.IsDevelopment()));
        if (builder.Environment.IsDevelopment())
            Add(builder, new() { ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning" }); // the greeting says it
        if (builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
            Add(builder, new() { ["urls"] = Address });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // An agent is read for what it begins with or contains; one with a letter beyond ASCII is as good as any, however it is encoded.
            kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.UserAgent ? Encoding.Latin1 : null;
        });
    }

    /// <summary>For a command: its result is its output, and its logs are not.</summary>
    public static void ForCommand(WebApplicationBuilder builder)
    {
        Add(builder, Logs("Warning", isJson: false));
        Add(builder, new() { ["Logging:Console:LogToStandardErrorThreshold"] = "Trace" });
    }

    private static Dictionary<string, string?> Logs(string level, bool isJson) => new()
    {
        ["Logging:LogLevel:Default"] = level,
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        // What fails is thrown as well, and told by whoever takes it.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database"] = "Critical",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "Critical",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "Critical",
        // A failed start is told by the program itself, in one line; Critical is a service that broke while running.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting"] = "Critical",
        ["Logging:Console:FormatterName"] = isJson ? "json" : "simple",
        ["Logging:Console:FormatterOptions:IncludeScopes"] = isJson ? "true" : "false", // trace id and request id
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = isJson ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "HH:mm:ss ",
        ["Logging:Console:FormatterOptions:SingleLine"] = isJson ? null : "true",
    };

    private static void Add(WebApplicationBuilder builder, Dictionary<string, string?> defaults) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
}
