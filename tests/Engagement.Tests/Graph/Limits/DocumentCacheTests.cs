using Engagement.Graph.Limits;
using GraphQL;
using GraphQL.Validation;
using Xunit;

namespace Engagement.Tests.Graph.Limits;

public sealed class DocumentCacheTests
{
    private const string Query = "query A { article { title } } query B { article { id } }";

    private readonly CountedValidations _validations = new();

    [Fact]
    public async Task A_document_that_was_executed_is_validated_once()
    {
        var schema = new LimitedSchema(more: builder => builder.AddValidationRule(_validations));
        Assert.Null(await schema.RefusalAsync(Query, operation: "A"));
        Assert.Null(await schema.RefusalAsync(Query, operation: "B"));
        Assert.Equal(1, _validations.Count);
        Assert.Null(await schema.RefusalAsync(Query + " ", operation: "A"));
        Assert.Equal(2, _validations.Count);
    }

    [Fact]
    public async Task Zero_keeps_none()
    {
        var schema = new LimitedSchema(o => o.Cached = 0, builder => builder.AddValidationRule(_validations));
        Assert.Null(await schema.RefusalAsync(Query, operation: "A"));
        Assert.Null(await schema.RefusalAsync(Query, operation: "A"));
        Assert.Equal(2, _validations.Count);
    }

    /// <summary>What keeping it takes counts too.</summary>
    [Theory, InlineData(-1, 2), InlineData(0, 1)]
    public async Task One_that_is_larger_than_the_cache_is_executed_and_not_kept(int room, int validations)
    {
        var schema = new LimitedSchema(o => o.Cached = Query.Length + DocumentCache.Overhead + room, builder => builder.AddValidationRule(_validations));
        Assert.Null(await schema.RefusalAsync(Query, operation: "A"));
        Assert.Null(await schema.RefusalAsync(Query, operation: "A"));
        Assert.Equal(validations, _validations.Count);
    }

    [Fact]
    public async Task One_that_is_not_valid_is_not_kept()
    {
        var schema = new LimitedSchema(more: builder => builder.AddValidationRule(_validations));
        const string Unknown = "{ article { nothing } }";
        Assert.IsType<ValidationError>(Assert.Single((await schema.ExecuteAsync(Unknown)).Errors!), exactMatch: false);
        Assert.IsType<ValidationError>(Assert.Single((await schema.ExecuteAsync(Unknown)).Errors!), exactMatch: false);
        Assert.Equal(2, _validations.Count);
    }

    [Fact]
    public async Task A_variable_of_a_wrong_type_is_refused_in_a_known_document_too()
    {
        var schema = new LimitedSchema();
        const string Sized = "query($n: Int) { article { comments(first: $n) { totalCount } } }";
        Assert.Null(await schema.RefusalAsync(Sized, """{ "n": 1 }"""));
        var result = await schema.ExecuteAsync(Sized, """{ "n": "one" }""");
        Assert.IsType<InvalidVariableError>(Assert.Single(result.Errors!));
    }
}
