from guides.models import Written


class Note(Written):
    class Meta(Written.Meta):
        pass
