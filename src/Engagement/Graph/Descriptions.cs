using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Engagement.Graph;

/// <summary>Descriptions are made from doc comments: a line break and the indentation after it become one space.</summary>
internal sealed partial class Descriptions : BaseSchemaNodeVisitor
{
    public override void VisitSchema(ISchema schema) => Space(schema);
    public override void VisitScalar(ScalarGraphType type, ISchema schema) => Space(type);
    public override void VisitObject(IObjectGraphType type, ISchema schema) => Space(type);
    public override void VisitInterface(IInterfaceGraphType type, ISchema schema) => Space(type);
    public override void VisitInputObject(IInputObjectGraphType type, ISchema schema) => Space(type);
    public override void VisitUnion(UnionGraphType type, ISchema schema) => Space(type);
    public override void VisitEnum(EnumerationGraphType type, ISchema schema) => Space(type);
    public override void VisitEnumValue(EnumValueDefinition value, EnumerationGraphType type, ISchema schema) => Space(value);
    public override void VisitDirective(Directive directive, ISchema schema) => Space(directive);
    public override void VisitDirectiveArgumentDefinition(QueryArgument argument, Directive directive, ISchema schema) => Space(argument);
    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema) => Space(field);

    /// <summary>An argument that is one input object, as every mutation has it, says what the object says.</summary>
    public override void VisitObjectFieldArgumentDefinition(QueryArgument argument, FieldType field, IObjectGraphType type, ISchema schema)
    {
        argument.Description ??= (argument.ResolvedType?.GetNamedType() as IInputObjectGraphType)?.Description;
        Space(argument);
    }

    public override void VisitInterfaceFieldDefinition(FieldType field, IInterfaceGraphType type, ISchema schema) => Space(field);
    public override void VisitInterfaceFieldArgumentDefinition(QueryArgument argument, FieldType field, IInterfaceGraphType type, ISchema schema) => Space(argument);
    public override void VisitInputObjectFieldDefinition(FieldType field, IInputObjectGraphType type, ISchema schema) => Space(field);

    private static void Space(IProvideDescription described)
    {
        if (described.Description is { } text)
            described.Description = Spaces().Replace(text.Trim(), " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
