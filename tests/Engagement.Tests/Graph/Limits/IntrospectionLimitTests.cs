using GraphQL;
using Xunit;

namespace Engagement.Tests.Graph.Limits;

public sealed class IntrospectionLimitTests
{
    // getIntrospectionQuery() of graphql-js 16 with every option that the engine knows.
    private const string Standard = """
        query IntrospectionQuery {
          __schema {
            description
            queryType { name kind }
            mutationType { name kind }
            subscriptionType { name kind }
            types { ...FullType }
            directives { name description isRepeatable locations args { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description
          fields(includeDeprecated: true) {
            name description
            args(includeDeprecated: true) { ...InputValue }
            type { ...TypeRef }
            isDeprecated deprecationReason
          }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
        fragment TypeRef on __Type {
          kind name
          ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
            ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
        }
        """;

    private readonly LimitedSchema _schema = new();

    [Fact]
    public async Task The_query_of_every_tool_passes()
    {
        var result = await _schema.ExecuteAsync(Standard);
        Assert.Empty(result.Errors?.Select(e => e.Message) ?? []);
        Assert.True(result.Executed);
    }

    [Theory]
    [InlineData("{ __type(name: \"Article\") { fields { name type { fields { name } } } } }", null)]
    [InlineData("{ __type(name: \"Article\") { fields { type { fields { type { fields { name } } } } } } }", 3L)]
    [InlineData("{ __schema { types { fields { type { interfaces { possibleTypes { name } } } } } } }", 3L)]
    [InlineData("{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { fields { type { fields { name } } } }", 3L)]
    public async Task Lists_of_the_schema_do_not_multiply_each_other(string query, long? refusedAt)
    {
        var error = await _schema.RefusalAsync(query);
        Assert.Equal(refusedAt, error?.Actual);
        Assert.Equal(refusedAt is null ? null : "DEPTH_LIMIT", error?.Code);
    }
}
