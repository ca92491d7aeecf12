using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

public sealed class PrintingTests
{
    [Fact]
    public async Task Nothing_secret_prints_more_than_that_it_is_sealed()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, Enum.GetValues<FieldClass>());
        using var secret = Secret.CopyOf(new byte[32]);
        using var index = new BlindIndex(await house.Service(ServiceKeyName.Index), "certificate_number");

        object[] secrets =
        [
            keys,
            secret,
            house.Ring,
            await house.Service(ServiceKeyName.Facts),
            new SubjectKey(secret, Exists: true),
            new AuditEpoch(Guid.NewGuid(), secret, house.Clock.Now),
            new OpenedRecord([1], [2], false, LineScope.About(House.Ana)),
            index.Entry("42", House.Ana),
            ConsentCode.Derive(keys, Guid.NewGuid()),
            house.Sealer.Seal(keys, House.FullName(House.Ana), [1]),
        ];

        Assert.All(secrets, one => Assert.Equal("[sealed]", one.ToString()));
    }

    [Fact]
    public async Task What_holds_secrets_prints_its_type_name()
    {
        using var house = await House.Open();
        using var index = new BlindIndex(await house.Service(ServiceKeyName.Index), "certificate_number");
        using var opener = new RecordOpener();

        Assert.All(new object[] { house.Keys, house.Sealer, index, opener }, one => Assert.Equal(one.GetType().FullName, one.ToString()));
    }

    [Fact]
    public void The_one_error_has_one_text_and_no_cause()
    {
        var error = new OpenFailedException();

        Assert.Equal(OpenFailedException.Text, error.Message);
        Assert.Null(error.InnerException);
    }
}
