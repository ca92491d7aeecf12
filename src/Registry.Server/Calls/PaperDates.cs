using Google.Protobuf;
using Google.Protobuf.Reflection;
using Registry.Domain.History;
using Registry.V1;
using Date = Registry.V1.Date;

namespace Registry.Server.Calls;

/// <summary>Dates of the papers of an act: decisions and minutes about a person are not older than her record.</summary>
internal static class PaperDates
{
    /// <summary>The earliest day on which a paper of the message was signed; null where none is.</summary>
    public static DateOnly? Earliest(IMessage message) => message.Descriptor.Fields.InDeclarationOrder()
        .Where(field => field.FieldType == FieldType.Message && !field.IsRepeated)
        .Select(field => field.Accessor.GetValue(message))
        .Where(paper => paper is DecisionPaper or Minutes or RefusalPaper)
        .Select(paper => ((IMessage)paper).Descriptor.FindFieldByName("signed_on").Accessor.GetValue((IMessage)paper))
        .OfType<Date>().Select(Wire.Day).Select(day => (DateOnly?)day).Min();

    /// <summary>First law date of anybody's relation to her.</summary>
    public static DateOnly CaseBegan(SubjectState state) => state.Person?.Relations.Select(r => r.From).DefaultIfEmpty().Min() ?? default;
}
