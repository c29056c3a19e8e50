using System.Diagnostics;
using GraphQL.Execution;
using Xunit;

namespace Engagement.Tests.Graph.Limits;

public sealed class DocumentShapeLimitTests
{
    private readonly LimitedSchema _schema = new();

    // Two for the braces, one a field, and a comment.
    [Theory]
    [InlineData(1997, null)]
    [InlineData(1998, 2001L)]
    public async Task Tokens_are_counted_with_comments(int fields, long? refusedAt)
    {
        var schema = new LimitedSchema(o => o.Fields = null);
        AssertRefused(await schema.RefusalAsync($$"""{ {{Repeat("__typename ", fields)}} # c""" + "\n}"), "TOKEN_LIMIT", 2000, refusedAt);
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, 21L)]
    public async Task Depth_counts_fields_inside_fields(int depth, long? refusedAt) =>
        AssertRefused(await _schema.RefusalAsync(Nested(depth)), "DEPTH_LIMIT", 20, refusedAt);

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, 21L)]
    public async Task Depth_goes_through_fragments(int depth, long? refusedAt)
    {
        // node, F(depth − 2) … F1 with a parent each, id
        var fragments = "fragment F0 on Comment { id }" + string.Concat(Enumerable.Range(1, depth - 2)
            .Select(i => $"fragment F{i} on Comment {{ parent {{ ... on Comment {{ ...F{i - 1} }} }} }}"));
        AssertRefused(
            await _schema.RefusalAsync($"{{ node(id: 1) {{ ...F{depth - 2} }} }} {fragments}"), "DEPTH_LIMIT", 20, refusedAt);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, 501L)]
    public async Task Fields_are_counted_wherever_they_are_spread(int fields, long? refusedAt)
    {
        var query = $$"""
            { {{Repeat("...F ", fields / 100)}} {{Repeat("__typename ", fields % 100)}} }
            fragment F on Query { {{Repeat("__typename ", 50)}} ... on Query { {{Repeat("__typename ", 50)}} } }
            """;
        AssertRefused(await _schema.RefusalAsync(query), "FIELD_LIMIT", 500, refusedAt);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, 31L)]
    public async Task Aliases_are_counted_wherever_they_are_spread(int aliases, long? refusedAt)
    {
        var query = $$"""
            { ...F a: node(id: 1) { ...N } }
            fragment F on Query { {{string.Concat(Enumerable.Range(0, aliases - 2).Select(i => $"a{i}: __typename "))}} }
            fragment N on Node { i: id }
            """;
        AssertRefused(await _schema.RefusalAsync(query), "ALIAS_LIMIT", 30, refusedAt);
    }

    [Fact]
    public async Task Every_operation_of_a_document_is_measured()
    {
        var query = $"query Small {{ __typename }} query Large {{ {Repeat("__typename ", 501)} }}";
        AssertRefused(await _schema.RefusalAsync(query, operation: "Small"), "FIELD_LIMIT", 500, 501);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_limit_that_is_not_set_does_not_refuse(int? off)
    {
        var schema = new LimitedSchema(o => o.Tokens = o.Depth = o.Fields = o.Aliases = o.Cost = o.IntrospectionLists = off);
        Assert.Null(await schema.RefusalAsync($"{{ {Repeat("__typename ", 3000)} }}"));
        Assert.Null(await schema.RefusalAsync(Nested(25)));
        Assert.Null(await schema.RefusalAsync($"{{ {string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i}: __typename "))} }}"));
    }

    [Fact]
    public async Task Fragments_that_double_are_refused_at_once()
    {
        // 1 KB that expands to 2^30 fields.
        var bomb = "{ ...F0 }" + string.Concat(Enumerable.Range(0, 30).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}"))
            + "fragment F30 on Query { __typename }";
        await _schema.RefusalAsync("{ __typename }"); // code is compiled once
        var clock = Stopwatch.StartNew();
        AssertRefused(await _schema.RefusalAsync(bomb), "FIELD_LIMIT", 500, 1 << 30);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10)); // expanding it takes minutes
    }

    [Fact]
    public async Task Fragments_that_overflow_a_number_are_refused()
    {
        var bomb = "{ ...F0 }" + string.Concat(Enumerable.Range(0, 90).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}"))
            + "fragment F90 on Query { a: __typename }";
        AssertRefused(await _schema.RefusalAsync(bomb), "FIELD_LIMIT", 500, int.MaxValue);
    }

    [Fact]
    public async Task A_cycle_of_fragments_ends_in_validation()
    {
        var cycle = "{ ...F0 }" + string.Concat(Enumerable.Range(0, 60).Select(i => $"fragment F{i} on Query {{ ...F{(i + 1) % 60} ...F{(i + 7) % 60} ...F{(i + 13) % 60} __typename }}"));
        var clock = Stopwatch.StartNew();
        var result = await _schema.ExecuteAsync(cycle);
        Assert.False(result.Executed);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10)); // expanding it takes minutes
    }

    [Theory]
    [InlineData("{a")]
    [InlineData("{a(b:[")]
    [InlineData("[")]
    [InlineData("{a(b:{c:")]
    public async Task Endless_nesting_does_not_end_the_process(string unit)
    {
        var endless = Repeat(unit, 65536 / unit.Length);
        foreach (var document in new[] { endless, "{a(b:" + endless, "query($a:" + endless })
        {
            Assert.False((await _schema.ExecuteAsync(document)).Executed);
            Assert.False((await new LimitedSchema(o => o.Tokens = o.Depth = null).ExecuteAsync(document)).Executed);
        }
    }

    [Fact]
    public async Task Values_nested_too_deep_for_the_parser_are_a_depth_error()
    {
        var query = $"{{ node(id: {new string('[', 200)}{new string(']', 200)}) {{ id }} }}";
        AssertRefused(await _schema.RefusalAsync(query), "DEPTH_LIMIT", 128, 129);
    }

    [Fact]
    public async Task A_text_that_is_not_a_document_stays_a_syntax_error()
    {
        var result = await _schema.ExecuteAsync("{ a(b: \"");
        Assert.IsType<SyntaxError>(Assert.Single(result.Errors ?? []));
    }

    private static string Repeat(string unit, int times) => string.Concat(Enumerable.Repeat(unit, times));

    // node, parents, id
    private static string Nested(int depth) =>
        $"{{ node(id: 1) {{ ... on Comment {{ {Repeat("parent { ", depth - 2)} id {Repeat("} ", depth - 2)} }} }} }}";

    private static void AssertRefused(Engagement.Graph.Limits.DocumentLimitError? error, string code, long limit, long? actual)
    {
        if (actual is null)
        {
            Assert.Null(error);
            return;
        }
        Assert.Equal((code, limit, actual), (error?.Code, error?.Limit, error?.Actual));
        Assert.Equal(limit, error?.Extensions?["limit"]);
        Assert.Equal(actual, error?.Extensions?["actual"]);
    }
}
