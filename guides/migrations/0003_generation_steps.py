from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guides", "0002_bank_and_starters")]

    operations = [
        migrations.AddField(
            model_name="cellgeneration",
            name="steps_json",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The plan, repairs and sorting that a model's examples went through.",
            ),
        ),
    ]
