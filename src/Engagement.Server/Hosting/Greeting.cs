namespace Engagement.Server.Hosting;

/// <summary>What a developer wants to know once the server listens.</summary>
internal static class Greeting
{
    public static async Task WriteAsync(WebApplication app, TextWriter output, CancellationToken cancel)
    {
        if (!app.Environment.IsDevelopment())
            return;
        var storage = app.Services.GetRequiredService<StorageFolder>();
        await output.WriteLineAsync(
            $"""
            Engagement is ready.
              GraphQL  {app.Urls.First()}/graphql
              Data     {storage.Path}
            """.AsMemory(), cancel);
    }
}
