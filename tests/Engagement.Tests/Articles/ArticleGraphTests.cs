using System.Text.Json;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class ArticleGraphTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_publisher_registers_and_everyone_reads()
    {
        Assert.Equal(
            """
            {"data":{"registerArticles":{"articles":[{"key":"g1","version":1,"channels":[{"name":"ai"},{"name":"banking"}]},null],
            "created":1,"changed":0,"unchanged":0,
            "errors":[{"__typename":"InvalidInput","code":"INVALID_INPUT","path":["articles","1","companies","0","url"],"problem":"MALFORMED","limit":null}]}}}
            """.ReplaceLineEndings(""),
            await site.AskAsync(
                """
                mutation { registerArticles(input: { articles: [
                    { key: "g1", url: "https://news.example/g1", title: "G", publishedAt: "2025-01-02T10:00:00.1239+02:00", channels: ["ai", "banking"],
                      keywords: ["law"], companies: [{ name: "C", url: "https://c.example" }, { name: "D" }], authors: ["A", "B"] }
                    { key: "g2", url: "https://news.example/g2", title: "G", companies: [{ name: "C", url: "c" }] }] }) {
                  articles { key version channels { name } } created changed unchanged
                  errors { __typename code path ... on InvalidInput { problem limit } } } }
                """, Site.Publisher));
        Assert.Equal(
            """
            {"data":{"article":{"key":"g1","url":"https://news.example/g1","title":"G","state":"PUBLISHED","publishedAt":"2025-01-02T08:00:00.123Z",
            "authors":["A","B"],"channels":[{"name":"ai"},{"name":"banking"}],"keywords":[{"name":"law"}],
            "companies":[{"name":"C","url":"https://c.example/"},{"name":"D","url":null}],
            "commenting":{"state":"OPEN","closesAt":null,"message":null,"maxLength":700,"editWindow":120}}}}
            """.ReplaceLineEndings(""),
            await site.AskAsync(
                """
                { article(by: { url: "HTTPS://news.example:443/g1" }, atLeastVersion: 1) { key url title state publishedAt authors channels { name } keywords { name }
                  companies { name url } commenting { state closesAt message maxLength editWindow } } }
                """));
    }

    [Theory]
    [InlineData(null, "UNAUTHENTICATED")]
    [InlineData(Roles.Reader | Roles.Moderator, "FORBIDDEN")]
    public async Task Only_publishers_register(Roles? roles, string code)
    {
        var caller = roles is { } some ? Site.Publisher with { Roles = some } : null;
        Assert.Contains($"\"code\":\"{code}\"", await site.AskAsync(
            """mutation { registerArticles(input: { articles: [{ key: "no", url: "https://news.example/no", title: "N" }] }) { created } }""", caller));
        Assert.Null(await site.FindAsync("no"));
    }

    [Fact]
    public async Task Two_registrations_in_one_request_answer_with_what_each_wrote()
    {
        var answer = await site.AskAsync(
            """
            mutation {
              a: registerArticles(input: { articles: [{ key: "two", url: "https://news.example/two", title: "T", authors: ["A"] }] }) { articles { version authors } }
              b: registerArticles(input: { articles: [{ key: "two", url: "https://news.example/two", title: "T", authors: ["B"] }] }) { articles { version authors } } }
            """, Site.Publisher);
        Assert.Equal("""{"data":{"a":{"articles":[{"version":1,"authors":["A"]}]},"b":{"articles":[{"version":2,"authors":["B"]}]}}}""", answer);
    }

    [Fact]
    public async Task The_payload_reads_nothing_after_the_commit()
    {
        site.ForgetStatements();
        await site.AskAsync(
            """mutation { registerArticles(input: { articles: [{ key: "p", url: "https://news.example/p", title: "P", authors: ["A"] }] }) { articles { authors channels { name } } } }""",
            Site.Publisher);
        Assert.Contains("UPDATE \"Terms\"", site.Statements.Last());
    }

    [Fact]
    public async Task The_lists_of_all_articles_of_a_request_are_one_statement()
    {
        await site.RegisterAsync([.. Enumerable.Range(0, 30).Select(i => Site.Input($"n{i}") with { Authors = [$"A{i}"], Channels = ["c"] })]);
        site.ForgetStatements();
        var by = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"{{ key: \"n{i}\" }}"));
        var answer = await site.AskAsync($"{{ articles(by: [{by}]) {{ authors channels {{ name }} keywords {{ name }} companies {{ name }} }} }}");
        Assert.Contains("\"A29\"", answer);
        Assert.Equal(2, site.Statements.Count);
    }

    [Fact]
    public async Task An_article_is_a_node_and_an_entity_by_id_and_by_key()
    {
        await site.RegisterAsync(Site.Input("e1"), Site.Input("e2"));
        var (one, two) = (ArticleView.From((await site.FindAsync("e1"))!).Id, ArticleView.From((await site.FindAsync("e2"))!).Id);
        site.ForgetStatements();
        Assert.Equal(
            """{"data":{"nodes":[{"id":"$2","key":"e2"},null,null,{"id":"$1","key":"e1"}]}}""".Replace("$1", one).Replace("$2", two),
            await site.AskAsync($$"""{ nodes(ids: ["{{two}}", "art_0000000000000", "nothing", "{{one}}"]) { id ... on Article { key } } }"""));
        Assert.Single(site.Statements);
        site.ForgetStatements();
        Assert.Equal(
            """{"data":{"_entities":[{"__typename":"Article","key":"e1"},{"__typename":"Article","key":"e2"},null,{"__typename":"Article","key":"e2"}]}}""",
            await site.AskAsync($$"""
                { _entities(representations: [{ __typename: "Article", id: "{{one}}" }, { __typename: "Article", key: "e2" },
                    { __typename: "Article", key: "e3" }, { __typename: "Article", id: "{{two}}" }]) { __typename ... on Article { key } } }
                """));
        Assert.Equal(2, site.Statements.Count);
    }

    [Fact]
    public async Task A_reader_is_a_node_and_an_entity()
    {
        var reader = Reader.From(Site.Publisher with { Subject = "entity", Name = "Eve" }, site.Clock.GetUtcNow().UtcDateTime);
        await using (var db = await site.Contexts.CreateDbContextAsync(Site.Cancel))
        {
            db.Add(reader);
            await db.SaveChangesAsync(Site.Cancel);
        }
        var id = ReaderView.From(reader).Id;
        Assert.Equal(
            """{"data":{"node":{"id":"$"},"_entities":[{"name":"Eve"}]}}""".Replace("$", id),
            await site.AskAsync($$"""{ node(id: "{{id}}") { id } _entities(representations: [{ __typename: "Reader", id: "{{id}}" }]) { ... on Reader { name } } }"""));
    }

    [Theory]
    [InlineData("key: \"a\\u0000\"")]
    [InlineData("key: \"a\\uD800\"")]
    [InlineData("key: \" \"")]
    [InlineData("key: \"\"")]
    [InlineData("url: \"https://news.example/\\u0000\"")]
    [InlineData("url: \"not one\"")]
    [InlineData("id: \"art_\\u0000\"")]
    [InlineData("id: \"cmt_0000000000000\"")]
    public async Task What_cannot_be_a_name_is_null_and_never_reaches_the_database(string by)
    {
        site.ForgetStatements();
        Assert.Equal("""{"data":{"article":null}}""", await site.AskAsync($"{{ article(by: {{ {by} }}) {{ id }} }}"));
        Assert.Empty(site.Statements);
    }

    [Fact]
    public async Task An_unpublished_article_is_null_to_the_public_and_keeps_its_commenting()
    {
        await site.RegisterAsync(Site.Input("hidden") with { State = ArticleState.Unpublished });
        var id = ArticleView.From((await site.FindAsync("hidden"))!).Id;
        var question = $$"""
            { article(by: { key: "hidden" }) { state } node(id: "{{id}}") { id }
              _entities(representations: [{ __typename: "Article", key: "hidden" }]) { __typename } }
            """;
        Assert.Equal("""{"data":{"article":null,"node":null,"_entities":[null]}}""", await site.AskAsync(question));
        Assert.Contains("""{"article":{"state":"UNPUBLISHED"},"node":{"id":""", await site.AskAsync(question, Site.Publisher));
    }

    [Fact]
    public async Task A_thread_whose_end_has_passed_is_closed_and_registering_leaves_its_settings_alone()
    {
        await site.RegisterAsync(Site.Input("ends"));
        var end = site.Clock.GetUtcNow().UtcDateTime.AddHours(1);
        await using (var db = await site.Contexts.CreateDbContextAsync(Site.Cancel))
            await db.Set<Article>().Where(a => a.Key == "ends")
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.ClosesAt, end).SetProperty(x => x.Commenting, CommentingState.Premoderated), Site.Cancel);
        await site.RegisterAsync(Site.Input("ends") with { Title = "Other" });

        const string Question = """{ article(by: { key: "ends" }) { title commenting { state } } }""";
        Assert.Equal("""{"data":{"article":{"title":"Other","commenting":{"state":"PREMODERATED"}}}}""", await site.AskAsync(Question));
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("""{"data":{"article":{"title":"Other","commenting":{"state":"CLOSED"}}}}""", await site.AskAsync(Question));
    }

    [Fact]
    public async Task The_contract_gives_inputs_their_defaults()
    {
        using var answer = JsonDocument.Parse(await site.AskAsync("""{ __type(name: "ArticleInput") { inputFields { name defaultValue } } }"""));
        var fields = answer.RootElement.GetProperty("data").GetProperty("__type").GetProperty("inputFields").EnumerateArray()
            .Select(f => $"{f.GetProperty("name")}={f.GetProperty("defaultValue")}");
        Assert.Equal(
            ["authors=[]", "channels=[]", "companies=[]", "key=", "keywords=[]", "language=", "publishedAt=", "related=[]", "sensitive=false", "state=PUBLISHED", "title=", "url="],
            fields.Order(StringComparer.Ordinal));
    }
}
