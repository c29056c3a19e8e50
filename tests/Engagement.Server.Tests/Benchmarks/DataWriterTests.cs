using System.Text.Json;
using Engagement.Benchmarks.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Benchmarks;

/// <summary>The data of the load runner is what posting it would have made.</summary>
public sealed class DataWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Generated_data_is_of_the_size_asked_for_and_counts_are_right(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var data = GeneratedData.Create(articles: 12, comments: 1_500, hot: 700, readers: 40);
        var done = 0;

        await Writer(site).WriteAsync(data, number => done = number, Cancel);

        Assert.Equal((12, 1_500, 40, 1_500), (data.Articles.Count, data.Comments, data.Readers.Count, done));
        Assert.Equal(700, data.Articles[0].Comments.Count);
        Assert.Equal(data.Articles.Select(a => a.Comments.Count).OrderDescending(), data.Articles.Select(a => a.Comments.Count));
        Assert.Equal(JsonSerializer.Serialize(data), JsonSerializer.Serialize(GeneratedData.Create(12, 1_500, 700, 40)));
        await site.Server.VerifyCountsAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => Writer(site).WriteAsync(data, _ => { }, Cancel));
    }

    [Theory, EachEngine]
    public async Task Data_of_CSV_files_keeps_its_threads_and_times(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        using var folder = new TestFolder();
        await WriteAsync(folder, "7,1,,r1,\"Hello *you*, \"\"all\"\"\",2024-05-06T07:08:09.1234Z,x\n8,1,7,r2,Reply,2024-05-06T09:08:09+02:00,y\n7,2,,r1,Other,2024-05-07T00:00:00Z,z\n");

        await Writer(site).WriteAsync(CsvData.Read(folder.Path), _ => { }, Cancel);

        var article = (await site.Anybody.QueryAsync(
            """{ article(by: {key: "a"}) { title engagement { comments participants lastCommentAt } comments { nodes { bodyHtml createdAt publishedAt author { name } replies { nodes { body createdAt author { name } } } } } } }""")).GetProperty("article");
        Assert.Equal(
            """{"title":"A","engagement":{"comments":2,"participants":2,"lastCommentAt":"2024-05-06T07:08:09.000Z"},"comments":{"nodes":[{"bodyHtml":"<p>Hello <em>you</em>, \"all\"</p>\n","createdAt":"2024-05-06T07:08:09.123Z","publishedAt":"2024-05-06T07:08:09.123Z","author":{"name":"One"},"replies":{"nodes":[{"body":"Reply","createdAt":"2024-05-06T07:08:09.000Z","author":{"name":"Two"}}]}}]}}""",
            article.GetRawText());
        await site.Server.VerifyCountsAsync();
    }

    [Theory]
    [InlineData("7,3,,r1,a,2024-05-06T07:08:09Z,x", "comments.csv(2): article 3 is not in articles.csv")]
    [InlineData("7,1,,r9,a,2024-05-06T07:08:09Z,x", "comments.csv(2): author r9 is not in readers.csv")]
    [InlineData("7,1,6,r1,a,2024-05-06T07:08:09Z,x", "comments.csv(2): parent 6 is not in its article")]
    [InlineData("7,1,,r1,a,yesterday,x", "comments.csv(2): time yesterday is none")]
    [InlineData("7,1,,r1,a,06.05.2024,x", "comments.csv(2): time 06.05.2024 is none")]
    [InlineData("7,1,8,r1,a,2024-05-06T07:08:09Z,x\n8,1,7,r1,a,2024-05-06T07:08:09Z,x", "comments.csv(2): comment 7 is its own ancestor")]
    [InlineData("7,1,,r1", "comments.csv(2): time is missing")]
    [InlineData("7,1,,r1,a,2024-05-06T07:08:09Z,x\n7,1,,r1,a,2024-05-06T07:08:09Z,x", "comments.csv(3): comment 7 is there twice")]
    public async Task What_does_not_fit_is_told_by_file_and_line(string comments, string message)
    {
        using var folder = new TestFolder();
        await WriteAsync(folder, comments);

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => CsvData.Read(folder.Path)).Message);
    }

    [Theory, EachEngine]
    public async Task Comments_are_written_in_the_order_of_their_times(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        using var folder = new TestFolder();
        await WriteAsync(folder, "1,1,2,r1,late reply,2024-05-06T09:00:00Z,x\n2,1,,r2,early,2024-05-06T07:00:00Z,x\n3,1,4,r1,at once,2024-05-06T08:00:00Z,x\n4,1,2,r2,middle,2024-05-06T08:00:00Z,x\n");

        await Writer(site).WriteAsync(CsvData.Read(folder.Path), _ => { }, Cancel);

        var article = (await site.Anybody.QueryAsync(
            """{ article(by: {key: "a"}) { engagement { lastCommentAt } comments { nodes { body replies(orderBy: OLDEST) { nodes { body replies { nodes { body } } } } } } } }""")).GetProperty("article");
        Assert.Equal(
            """{"engagement":{"lastCommentAt":"2024-05-06T09:00:00.000Z"},"comments":{"nodes":[{"body":"early","replies":{"nodes":[{"body":"middle","replies":{"nodes":[{"body":"at once"}]}},{"body":"late reply","replies":{"nodes":[]}}]}}]}}""",
            article.GetRawText());
        await site.Server.VerifyCountsAsync();
    }

    [Theory]
    [InlineData(1_000, 300)]
    [InlineData(1_000, 2)]
    [InlineData(2, 3)]
    [InlineData(7, 100_000)]
    [InlineData(1_000, 200_000)]
    public void Generated_data_has_as_many_comments_as_asked_for(int articles, int comments)
    {
        var data = new DataSize(articles, comments, 10).Generate();

        Assert.Equal((articles, comments), (data.Articles.Count, data.Comments));
    }

    [Theory]
    [InlineData("7,1,,r9,a,2024-05-06T07:08:09Z,x", "comments.csv(2): author r9 is not in readers.csv")]
    [InlineData("7,1,,r1,,2024-05-06T07:08:09Z,x", "comments.csv(2): the body of comment 7 of a is refused: Missing")]
    public async Task A_bad_row_ends_the_command_with_one_line(string comments, string message)
    {
        using var folder = new TestFolder();
        await WriteAsync(folder, comments);

        var (code, output, error) = await BenchmarksProgram.RunAsync(
            ["load", "data", "--csv", folder.Path, "--config", $"contentRoot={folder.Path}", "--config", $"Storage:Directory={folder.Path}"], Cancel);

        Assert.Equal((1, "", message + "\n"), (code, output, error));
    }

    private static async Task WriteAsync(TestFolder folder, string comments)
    {
        await File.WriteAllTextAsync(folder.File("articles.csv"), "id,key,url,title,more\n1,a,https://news.example/a,A,x\n2,b,https://news.example/b,B,x\n", Cancel);
        await File.WriteAllTextAsync(folder.File("readers.csv"), "name,id\nOne,r1\nTwo,r2\n", Cancel);
        await File.WriteAllTextAsync(folder.File("comments.csv"), "id,article,parent,author,markdown,time,more\n" + comments, Cancel);
    }

    private static DataWriter Writer(Site site) => ActivatorUtilities.CreateInstance<DataWriter>(site.Server.Services);
}
