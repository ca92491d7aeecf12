using Google.Protobuf.Reflection;
using Registry.V1;

namespace Registry.Contracts.Tests.Contract;

public sealed class FieldTests
{
    /// <summary>Words that a field about a person has in its name. ENVELOPE is for ids, versions and structure.</summary>
    private static readonly string[] TellingWords =
    [
        "name", "birth", "sex", "nationality", "ethnic", "id_number", "address", "place", "exploitation", "health", "kinship", "threat",
        "operation", "executor", "signatory", "evidence", "certificate", "consent", "outcome", "minutes", "channel", "entry_point", "clause",
        "officer", "addressee", "need", "wish",
    ];

    [Fact]
    public void No_field_that_tells_something_of_a_person_passes_as_envelope()
    {
        var passing = TheContract.Messages
            .Where(message => message != Address.Descriptor && message != AccessRule.Descriptor)
            .SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => TheContract.Rules.ClassOf(field) == FieldClass.Envelope)
            .Where(field => field.FieldType != FieldType.Message || field.MessageType == Address.Descriptor)
            .Where(field => TellingWords.Any(word => field.Name.Contains(word, StringComparison.Ordinal)))
            .Select(field => field.FullName);

        Assert.Empty(passing);
    }

    [Fact]
    public void An_address_is_a_value_and_has_the_class_of_the_field_that_holds_it()
    {
        var holders = TheContract.Messages.SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field.FieldType == FieldType.Message && field.MessageType == Address.Descriptor).ToList();

        Assert.Equal(13, holders.Count);
        Assert.All(holders, field => Assert.Contains(
            TheContract.Rules.ClassOf(field), (FieldClass[])[FieldClass.HomeAddress, FieldClass.CurrentPlace, FieldClass.ProtectionOperation]));
    }

    [Fact]
    public void Every_field_of_a_person_has_a_class_of_its_own() => Assert.All(Person.Descriptor.Fields.InDeclarationOrder(), field =>
    {
        Assert.NotNull(field.GetOptions());
        Assert.DoesNotContain(
            TheContract.Rules.ClassOf(field), (FieldClass[])[FieldClass.Unspecified, FieldClass.Envelope, FieldClass.Status]);
    });

    [Fact]
    public void Places_and_guards_of_a_measure_are_apart_from_its_decision()
    {
        foreach (var name in (string[])["executors", "place", "operation"])
            Assert.Equal(FieldClass.ProtectionOperation, TheContract.Rules.ClassOf(Measure.Descriptor.FindFieldByName(name)));

        Assert.Equal(FieldClass.ProtectionDecision, TheContract.Rules.ClassOf(Measure.Descriptor.FindFieldByName("decision")));
    }

    [Fact]
    public void That_a_dossier_exists_is_a_class_of_its_own()
    {
        foreach (var name in (string[])["dossier_id", "version"])
            Assert.Equal(FieldClass.ProtectionExistence, TheContract.Rules.ClassOf(GetDossierResponse.Descriptor.FindFieldByName(name)));
    }

    [Fact]
    public void A_field_that_no_method_reaches_has_no_class() =>
        Assert.Throws<KeyNotFoundException>(() => TheContract.Rules.ClassOf(AccessRule.Descriptor.FindFieldByName("scope")));
}
