using Engagement.Articles;
using Engagement.Data;
using Engagement.Server.Endpoints;
using Engagement.Server.Sample;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Hosting;

/// <summary>What a developer wants to know once the server listens.</summary>
internal sealed class Greeting(WebApplication app)
{
    private readonly StorageFolder _storage = app.Services.GetRequiredService<StorageFolder>();

    private string GraphQL => app.Urls.First() + EndpointTable.GraphQL;

    /// <summary>Writes nothing outside Development: there the logs say it.</summary>
    public async Task WriteAsync(TextWriter output, CancellationToken cancel)
    {
        if (!app.Environment.IsDevelopment())
            return;
        await output.WriteLineAsync($"""

            Engagement is ready.
              Page     {app.Urls.First()}{EndpointTable.Example}
              GraphQL  {GraphQL}
              Data     {_storage.Path}
            """);
        if (await FindSampleAsync(cancel) is { } article)
            await output.WriteLineAsync($"""
              A first comment, from another terminal:
              {FirstComment(article)}
            """);
        await output.WriteLineAsync();
    }

    private async Task<string?> FindSampleAsync(CancellationToken cancel)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(cancel);
        var article = await db.Set<Article>().AsNoTracking().FirstOrDefaultAsync(a => a.Key == SampleSite.MainKey, cancel);
        return article is null ? null : ArticleView.From(article).Id;
    }

    /// <summary>One line for a POSIX shell.</summary>
    private string FirstComment(string article)
    {
        var query = $$"""{"query":"mutation { postComment(input: {articleId: \"{{article}}\", body: \"Hello!\"}) { comment { id bodyHtml } errors { code message } } }"}""";
        return $"TOKEN=$({Program} token --role reader --subject alice --name Alice{Folder}) && "
            + $"curl -s {GraphQL} -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' -d '{query}'";
    }

    /// <summary>How this program was started, as far as it matters.</summary>
    private string Program => ContentRoot.IsProject(app.Environment.ContentRootPath)
        ? $"dotnet run -v q --project {Quote(Path.GetRelativePath(Environment.CurrentDirectory, app.Environment.ContentRootPath))} --"
        : $"ASPNETCORE_ENVIRONMENT=Development {Executable}";

    private static string Executable => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? $"dotnet {Quote(Environment.GetCommandLineArgs()[0])}"
        : Quote(Environment.ProcessPath ?? "Engagement.Server");

    private string Folder => _storage.Path == Path.Combine(app.Environment.ContentRootPath, new StorageOptions().Directory)
        ? ""
        : $" --config {Quote($"Storage:Directory={_storage.Path}")}";

    private static string Quote(string text) => text.All(c => char.IsLetterOrDigit(c) || "/._-=:".Contains(c)) ? text : $"'{text.Replace("'", "'\\''")}'";
}
